import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { messageOf, type Agent, type AgentHandlers, type Greeting } from "../doors/agent";
import type { Location } from "./locate";
import { listen, type Pipe } from "./pipe";
import { SidecarProcess, versionOf, type Exit } from "./process";
import { RestartPolicy } from "./restart";

export type SidecarState =
  | { readonly state: "stopped" | "starting" | "ready" }
  | { readonly state: "lost"; readonly reason: string; readonly retryInMs?: number }
  | { readonly state: "failed"; readonly reason: string };

/** What the sidecar needs of the editor around it. */
export interface Surroundings {
  readonly log: { info(line: string): void; warn(line: string): void; trace(line: string): void };
  locate(): Location;
  greeting(): Greeting;
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly handlers: AgentHandlers;
  /** Loads the ACP door when it is first needed. */
  openAcp(stdin: Writable, stdout: Readable, handlers: AgentHandlers, greeting: Greeting): Promise<Agent>;
}

interface Life {
  readonly process: SidecarProcess;
  readonly agent: Agent;
  readonly startedAt: number;
}

/**
 * The one sidecar of the window. Started when it is first needed, started again with growing pauses when it ends by itself, and told to
 * everyone who listens: first the state, then the agent of the new life.
 */
export class Sidecar {
  private current: SidecarState = { state: "stopped" };
  private life: Life | undefined;
  private starting: Promise<Agent> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isStopped = false;
  private knowsLanguageDoor = true;
  private checked: string | undefined;
  private readonly policy = new RestartPolicy();
  private readonly stateListeners = new Set<(state: SidecarState) => void>();
  private readonly lifeListeners = new Set<(agent: Agent | undefined) => void>();
  private readonly pipeListeners = new Set<(socket: Socket) => void>();

  constructor(private readonly around: Surroundings) {}

  get state(): SidecarState {
    return this.current;
  }

  get agent(): Agent | undefined {
    return this.life?.agent;
  }

  get pid(): number | undefined {
    return this.life?.process.pid;
  }

  onState(listener: (state: SidecarState) => void): { dispose(): void } {
    return subscribe(this.stateListeners, listener);
  }

  /** Undefined when the agent is gone. */
  onAgent(listener: (agent: Agent | undefined) => void): { dispose(): void } {
    return subscribe(this.lifeListeners, listener);
  }

  /** The sidecar has connected to the second pipe. */
  onLanguageDoor(listener: (socket: Socket) => void): { dispose(): void } {
    return subscribe(this.pipeListeners, listener);
  }

  /** The agent that runs, or a new one. Rejects with one line for the user. */
  ensure(): Promise<Agent> {
    if (this.life !== undefined) {
      return Promise.resolve(this.life.agent);
    }

    if (this.isStopped) {
      return Promise.reject(new Error("The window is closing; editor-agent is not started again."));
    }

    this.clearRetry();
    this.starting ??= this.start().finally(() => (this.starting = undefined));
    return this.starting;
  }

  /** The user wants a fresh one. */
  async restart(): Promise<Agent> {
    this.policy.reset();
    this.clearRetry();
    this.checked = undefined;
    this.knowsLanguageDoor = true;
    await this.starting?.catch(() => undefined);
    await this.end();
    return this.ensure();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.clearRetry();
    this.stateListeners.clear();
    this.lifeListeners.clear();
    await this.starting?.catch(() => undefined);
    await this.end();
  }

  private async end(): Promise<void> {
    const life = this.life;
    this.life = undefined;
    if (life !== undefined) {
      this.tellLife(undefined);
      this.say({ state: "stopped" });
      await life.process.stop();
    }
  }

  private async start(): Promise<Agent> {
    this.say({ state: "starting" });
    try {
      const location = this.around.locate();
      if ("problem" in location) {
        throw new Error(location.problem);
      }

      await this.check(location.path, location.source);
      const life = await this.begin(location.path);
      this.life = life;
      void life.process.exited.then((exit) => this.ended(life, exit));
      // Without its connection the process is of no use to anyone.
      void life.agent.closed.then(() => life.process.stop());
      this.tellLife(life.agent);
      this.say({ state: "ready" });
      return life.agent;
    } catch (error) {
      this.around.log.warn(messageOf(error));
      this.say({ state: "failed", reason: messageOf(error) });
      throw error;
    }
  }

  /** Once for each executable of this window: what was asked for its version is started again without. */
  private async check(path: string, source: string): Promise<void> {
    if (this.checked !== path) {
      const version = await versionOf(path);
      this.checked = path;
      this.around.log.info(`editor-agent ${version}, ${source}: ${path}`);
    }
  }

  private async begin(path: string): Promise<Life> {
    const pipe = this.knowsLanguageDoor ? await this.listen() : undefined;
    const args = ["acp", ...(pipe === undefined ? [] : ["--lsp-pipe", pipe.name])];
    const process = SidecarProcess.start(path, args, this.around.cwd, this.around.environment, (line) => this.around.log.trace(line));
    const startedAt = Date.now();
    try {
      // A process that ends closes its stdout, and with that ends the greeting.
      const agent = await this.around.openAcp(process.stdin, process.stdout, this.around.handlers, this.around.greeting());
      pipe?.connected.then((socket) => this.pipeListeners.forEach((listener) => listener(socket)), () => undefined);
      void process.exited.then(() => pipe?.close());
      return { process, agent, startedAt };
    } catch (error) {
      await pipe?.close();
      const exit = await process.stop();
      if (pipe !== undefined && exit.lastWords.includes("--lsp-pipe")) {
        this.around.log.info("This editor-agent has no second door; code actions and lenses are off.");
        this.knowsLanguageDoor = false;
        return this.begin(path);
      }

      throw exit.code === 0 || exit.signal !== null ? error : new Error(`editor-agent ended before it was ready (${wordsOf(exit)}). Nothing was changed; see the log.`);
    }
  }

  private async listen(): Promise<Pipe | undefined> {
    try {
      return await listen();
    } catch (error) {
      this.around.log.warn(`No pipe for code actions and lenses: ${messageOf(error)}. The chat works without them.`);
      return undefined;
    }
  }

  private ended(life: Life, exit: Exit): void {
    if (this.life !== life) {
      return;
    }

    this.life = undefined;
    life.agent.close();
    this.tellLife(undefined);
    const reason = `editor-agent ended unexpectedly (${wordsOf(exit)}).`;
    this.around.log.warn(reason);
    const wait = this.policy.afterEnd(life.startedAt, Date.now());
    if (wait === undefined) {
      this.say({ state: "lost", reason: `${reason} It did so several times in a row and is not started again by itself; see the log.` });
      return;
    }

    this.say({ state: "lost", reason: `${reason} What was saved is safe; what ran was stopped.`, retryInMs: wait });
    this.retry = setTimeout(() => void this.ensure().catch(() => undefined), wait);
  }

  private clearRetry(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
  }

  private say(state: SidecarState): void {
    this.current = state;
    this.stateListeners.forEach((listener) => listener(state));
  }

  private tellLife(agent: Agent | undefined): void {
    this.lifeListeners.forEach((listener) => listener(agent));
  }
}

function wordsOf(exit: Exit): string {
  const how = exit.signal === null ? `exit code ${exit.code ?? "unknown"}` : exit.signal;
  return exit.lastWords === "" ? how : `${how}: ${exit.lastWords.slice(0, 300)}`;
}

function subscribe<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): { dispose(): void } {
  listeners.add(listener);
  return { dispose: () => void listeners.delete(listener) };
}
