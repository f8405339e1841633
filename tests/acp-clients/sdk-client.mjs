// Holds one conversation with an ACP agent through the client of the official SDK.
//
//   node sdk-client.mjs SCENARIO TRANSCRIPTS COMMAND [ARGUMENT...]
//
// The agent works in the current folder. Every frame of the agent's process number N goes to TRANSCRIPTS/N.jsonl, in the order seen here.
// Exit code 0: the conversation went as the scenario says; what it measured is printed as one line of JSON.
import { mkdirSync } from "node:fs";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { client, methods, ndJsonStream } from "@agentclientprotocol/sdk";
import { depth } from "./depth.mjs";
import { Recorder } from "./recorder.mjs";
import { scenarios } from "./scenarios.mjs";

// When an agent that should have answered counts as hanging.
const HANG = 90_000;

const [name, transcripts, ...command] = process.argv.slice(2);
const running = new Set();
let started = 0;

const limit = setTimeout(() => {
  for (const agent of running) agent.kill("SIGKILL");
  console.error(`${name}: the conversation hangs`);
  process.exit(1);
}, HANG);

// One process of the agent, and what the client saw of it.
class Connection {
  updates = [];
  permissions = [];
  #waiting = [];

  constructor(handlers) {
    this.handlers = handlers;
    this.recorder = new Recorder(join(transcripts, `${++started}.jsonl`));
    this.process = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    running.add(this.process);
    this.exited = once(this.process, "exit").then(([code, signal]) => {
      running.delete(this.process);
      return { code, signal };
    });
  }

  #happened(kind, params) {
    this[kind].push(params);
    this.#waiting = this.#waiting.filter(({ condition, resolve }) => {
      if (!condition()) return true;
      resolve();
      return false;
    });
  }

  get frames() {
    return this.recorder.frames;
  }

  // Resolves as soon as an update or a permission request has made the condition true.
  until(condition) {
    return condition() ? Promise.resolve() : new Promise((resolve) => this.#waiting.push({ condition, resolve }));
  }

  async talk(conversation) {
    const output = this.recorder.passing("client");
    void output.readable.pipeTo(Writable.toWeb(this.process.stdin)).catch(() => {});
    const input = Readable.toWeb(this.process.stdout).pipeThrough(this.recorder.passing("agent"));
    const app = client({ name: "acp-clients" })
      .onNotification(methods.client.session.update, ({ params }) => this.#happened("updates", params))
      .onRequest(methods.client.session.requestPermission, ({ params, signal }) => {
        this.#happened("permissions", params);
        return this.handlers.permission(params, this, signal);
      });
    for (const [method, handler] of Object.entries(this.handlers.requests ?? {})) app.onRequest(method, ({ params }) => handler(params));
    const connection = app.connect(ndJsonStream(output.writable, input));
    const result = await conversation(connection.agent, this);
    await this.end();
    await connection.closed;
    return result;
  }

  // Closes the agent's stdin, as clients end an agent.
  async end() {
    if (this.endedAfter !== undefined) return;
    const from = performance.now();
    this.process.stdin.end();
    this.exit = await this.exited;
    this.endedAfter = Math.round(performance.now() - from);
  }
}

try {
  mkdirSync(transcripts, { recursive: true });
  const connections = [];
  const connect = (handlers, conversation) => {
    const connection = new Connection(handlers);
    connections.push(connection);
    return connection.talk(conversation);
  };
  const measured = (await { ...scenarios, ...depth }[name](connect)) ?? {};
  for (const { recorder, exit, endedAfter } of connections) {
    if (recorder.strayLines.length > 0) throw new Error(`stdout is not protocol only: ${recorder.strayLines[0]}`);
    if (exit?.code !== 0) throw new Error(`the agent ended with ${JSON.stringify(exit)}`);
    measured.endedAfter = endedAfter;
  }
  console.log(JSON.stringify(measured));
} catch (error) {
  for (const agent of running) agent.kill("SIGKILL");
  console.error(error);
  process.exitCode = 1;
} finally {
  clearTimeout(limit);
}
