import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { AgentHandlers, Greeting } from "../../src/doors/agent";
import { openAcp } from "../../src/doors/acp";
import { Conversation } from "../../src/session/conversation";
import { Sidecar } from "../../src/sidecar/sidecar";

export const server = process.env["EDITORAGENT_SERVER"] ?? "";

const built = ["Release", "Debug"].map((kind) => resolve(__dirname, `../../../../tests/EditorAgent.ScriptedModelServer/bin/${kind}/net10.0/EditorAgent.ScriptedModelServer`)).find(existsSync);
export const model = process.env["EDITORAGENT_SCRIPTED_MODEL"] ?? built ?? "";

/** Why the tests with the real sidecar cannot run, if they cannot. */
export const obstacle = !existsSync(server) ? "EDITORAGENT_SERVER names no editor-agent executable" : !existsSync(model) ? "tests/EditorAgent.ScriptedModelServer is not built" : undefined;

/** A user of their own, a workspace, a model that says what a file says, the real sidecar, and the conversation as the extension holds it. */
export class World {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "ea-vscode-")));
  readonly workspace = join(this.root, "work");
  readonly log: string[] = [];
  readonly conversation: Conversation;
  readonly sidecar: Sidecar;
  remembered: string | undefined;
  files: Pick<AgentHandlers, "readTextFile" | "writeTextFile"> = {
    readTextFile: ({ path }) => Promise.reject(Object.assign(new Error(`${path} is not open`), { code: -32002 })),
    writeTextFile: ({ path }) => Promise.reject(Object.assign(new Error(`${path} is not open`), { code: -32002 })),
  };
  private attached: Promise<void> = Promise.resolve();
  private modelProcess: ChildProcess | undefined;

  private constructor(baseUrl: string, private readonly greeting: Greeting) {
    const [home, cache] = ["home", "cache"].map((name) => join(this.root, name)) as [string, string];
    [home, cache, this.workspace].forEach((folder) => mkdirSync(folder));
    const inherited = Object.entries(process.env).filter(([name]) => !/^(EDITORAGENT_|MOONSHOT_|OPENAI_|ANTHROPIC_)/.test(name));
    this.conversation = new Conversation({
      directories: () => [this.workspace],
      lastSession: () => this.remembered,
      remember: (sessionId) => (this.remembered = sessionId),
      now: () => Date.now(),
    });
    const write = (line: string): void => void this.log.push(line);
    this.sidecar = new Sidecar({
      log: { info: write, warn: write, trace: write },
      locate: () => ({ path: server, source: "environment" }),
      greeting: () => this.greeting,
      cwd: this.workspace,
      environment: {
        ...Object.fromEntries(inherited),
        EDITORAGENT_HOME: home,
        EDITORAGENT_CACHE: cache,
        ...(baseUrl === "" ? {} : { EDITORAGENT_BASE_URL: baseUrl, EDITORAGENT_API_KEY: "sk-not-a-real-key", EDITORAGENT_MODEL: "scripted", EDITORAGENT_PROVIDER: "openai" }),
      },
      handlers: {
        update: (sessionId, update) => this.conversation.update(sessionId, update),
        permission: (params, signal) => this.conversation.permission(params, signal),
        elicit: (params, signal) => this.conversation.elicit(params, signal),
        elicited: () => undefined,
        readTextFile: (params) => this.files.readTextFile(params),
        writeTextFile: (params) => this.files.writeTextFile(params),
        serverChanged: () => undefined,
        changesChanged: () => undefined,
      },
      openAcp,
    });
    this.sidecar.onAgent((agent) => {
      if (agent === undefined) {
        this.conversation.detach();
      } else {
        this.attached = this.conversation.attach(agent);
      }
    });
  }

  static async start(conversation: string, greeting: Greeting = { clientVersion: "0.1.0", isRestricted: false }): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), "ea-model-"));
    writeFileSync(join(folder, "model.yaml"), conversation);
    const process = spawn(model, ["--conversation", join(folder, "model.yaml")], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: process.stdout }), "line")) as [string];
    const world = new World(`${line.replace("listening ", "").trim()}/v1`, greeting);
    world.modelProcess = process;
    return world;
  }

  static startWithoutModel(): Promise<World> {
    return Promise.resolve(new World("", { clientVersion: "0.1.0", isRestricted: false }));
  }

  async open(): Promise<void> {
    await this.sidecar.ensure();
    await this.attached;
  }

  write(name: string, text: string): string {
    const path = join(this.workspace, name);
    writeFileSync(path, text);
    return path;
  }

  /** Resolves when the condition holds; looked at after everything that happens. */
  until(condition: () => boolean): Promise<void> {
    const { conversation, sidecar } = this;
    return new Promise((resolve) => {
      const look = (): void => {
        if (condition()) {
          subscriptions.forEach((subscription) => subscription.dispose());
          resolve();
        }
      };
      const subscriptions = [conversation.happened.on(look), conversation.changed.on(look), conversation.replaced.on(look), conversation.turnEnded.on(look), sidecar.onState(look)];
      look();
    });
  }

  async end(): Promise<void> {
    await this.sidecar.stop();
    this.modelProcess?.kill();
    rmSync(this.root, { recursive: true, force: true });
  }
}
