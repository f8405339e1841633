import { execFile, spawn, type ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** How long a sidecar has, from the end of its stdin, before it is killed. */
export const goodbyeMs = 3_000;

const versionMs = 15_000;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last of what it said on stderr. */
  readonly lastWords: string;
}

/** One life of the executable. Its stdout is the wire, its stderr the log. */
export class SidecarProcess {
  readonly exited: Promise<Exit>;
  private lastWords = "";

  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, Readable>,
    log: (line: string) => void,
  ) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      this.lastWords = line;
      log(line);
    });
    // A pipe that breaks is told by the exit.
    child.stdin.on("error", () => undefined);
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => resolve({ code: null, signal: null, lastWords: error.message }));
      child.once("close", (code, signal) => resolve({ code, signal, lastWords: this.lastWords }));
    });
  }

  static start(path: string, args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv, log: (line: string) => void): SidecarProcess {
    return new SidecarProcess(spawn(path, args, { cwd, env: environment, stdio: ["pipe", "pipe", "pipe"], windowsHide: true }), log);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  get stdin(): Writable {
    return this.child.stdin;
  }

  get stdout(): Readable {
    return this.child.stdout;
  }

  /** Ends its stdin, as every client ends an agent, and kills it when it does not go. */
  async stop(): Promise<Exit> {
    this.child.stdin.end();
    const timer = setTimeout(() => this.child.kill("SIGKILL"), goodbyeMs);
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }
}

/** Asks the executable for its version before it is trusted with anything. */
export function versionOf(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(path, ["--version"], { timeout: versionMs, windowsHide: true }, (error, stdout) => {
      const version = /^editor-agent (\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1];
      if (version !== undefined) {
        resolve(version);
        return;
      }

      const why = error === null ? `it answered "${stdout.trim().slice(0, 80)}"` : error.message.trim().split("\n").at(-1);
      reject(new Error(`${path} is not a working editor-agent executable: ${why}. Nothing was started.`));
    });
  });
}
