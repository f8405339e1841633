import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A process that is ours: its output is kept, and it does not outlive its owner. */
export class Child {
  readonly output: string[] = [];
  private readonly process: ChildProcess;
  private readonly watchers = new Set<(line: string) => void>();

  constructor(command: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
    this.process = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"], detached: true });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      createInterface({ input: stream! }).on("line", (line) => {
        this.output.push(line);
        this.watchers.forEach((watch) => watch(line));
      });
    }
  }

  /** The first group of the first line that matches; fails with everything the process said when it ends before. */
  async line(pattern: RegExp, limitMs = 30_000): Promise<string> {
    const found = this.output.map((line) => pattern.exec(line)).find((match) => match !== null);
    if (found !== undefined) {
      return found[1] ?? "";
    }

    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why} before it said ${pattern}:\n${this.output.join("\n")}`));
      const limit = setTimeout(() => fail("time was up"), limitMs);
      this.process.once("exit", (code) => fail(`the process ended with ${code}`));
      this.process.once("error", (error) => fail(error.message));
      const watch = (line: string) => {
        const match = pattern.exec(line);
        if (match !== null) {
          clearTimeout(limit);
          this.watchers.delete(watch);
          resolve(match[1] ?? "");
        }
      };
      this.watchers.add(watch);
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }

    const ended = once(this.process, "exit");
    const kill = setTimeout(() => process.kill(-this.process.pid!, "SIGKILL"), 5_000);
    process.kill(-this.process.pid!, "SIGTERM");
    await ended;
    clearTimeout(kill);
  }
}
