// The executable in the two ways in which it speaks LSP.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Editor } from "./editor.mjs";

const running = new Set();

export function endAll() {
  for (const child of running) child.kill("SIGKILL");
}

function start(executable, ...args) {
  const child = spawn(executable, args, { stdio: ["pipe", "pipe", "pipe"] });
  running.add(child);
  const life = { child, errors: "" };
  child.stderr.setEncoding("utf8").on("data", (text) => (life.errors += text));
  life.exited = once(child, "close").then(([code]) => (running.delete(child), code));
  return life;
}

// `editor-agent lsp`.
export function overStdio(executable, answer) {
  const life = start(executable, "lsp", "--stdio");
  return { ...life, editor: new Editor(life.child.stdout, life.child.stdin, answer), errors: () => life.errors };
}

export const raw = (executable, ...args) => {
  const life = start(executable, ...args);
  return { ...life, errors: () => life.errors };
};

// `editor-agent acp --lsp-pipe`: the client listens, the sidecar connects.
export async function overPipe(executable, { permission } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "lsp-"));
  const name = process.platform === "win32" ? `\\\\.\\pipe\\lsp-${process.pid}-sock` : join(folder, "s");
  const server = createServer();
  const connected = once(server, "connection");
  server.listen(name);
  await once(server, "listening");
  const life = start(executable, "acp", "--lsp-pipe", name);
  const [socket] = await connected;
  server.close();
  rmSync(folder, { recursive: true });
  return { ...life, socket, editor: new Editor(socket, socket), acp: new Acp(life.child, permission), errors: () => life.errors };
}

// Just enough of ACP, line by line.
export class Acp {
  updates = [];
  permissions = [];
  #answers = new Map();
  #last = 0;

  constructor(child, permission) {
    this.child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const frame = JSON.parse(line);
      if (frame.method === "session/update") this.updates.push(frame.params.update);
      else if (frame.method === "session/request_permission") {
        this.permissions.push(frame.params);
        const option = frame.params.options.find(({ kind }) => kind === permission);
        this.#send({ id: frame.id, result: { outcome: { outcome: "selected", optionId: option.optionId } } });
      } else if (frame.method === undefined && frame.id !== null) {
        const { resolve, reject } = this.#answers.get(frame.id);
        frame.error ? reject(Object.assign(new Error(frame.error.message), frame.error)) : resolve(frame.result);
      }
    });
  }

  request(method, params) {
    const id = ++this.#last;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
  }

  async openSession(capabilities = {}) {
    const { agentCapabilities } = await this.request("initialize", { protocolVersion: 1, clientCapabilities: capabilities });
    const { sessionId } = await this.request("session/new", { cwd: process.cwd(), mcpServers: [] });
    return { sessionId, ours: agentCapabilities._meta.editoragent };
  }

  #send(frame) {
    this.child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...frame })}\n`);
  }
}
