import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Child } from "./child.ts";
import { modelServer } from "./places.ts";

/** A vendor on loopback that says what a script says. */
export class Model {
  readonly address: string;
  private readonly process: Child;
  private readonly folder: string;

  private constructor(process: Child, folder: string, address: string) {
    this.process = process;
    this.folder = folder;
    this.address = address;
  }

  static async start(script: string): Promise<Model> {
    const folder = mkdtempSync(join(tmpdir(), "editoragent-model-"));
    const file = join(folder, "conversation.yaml");
    writeFileSync(file, script);
    const server = new Child("dotnet", [modelServer, "--conversation", file], process.env);
    return new Model(server, folder, await server.line(/^listening (\S+)/));
  }

  /** The bodies of the requests so far. */
  async requests(): Promise<readonly { readonly messages: readonly { readonly role: string; readonly content: unknown }[] }[]> {
    const text = await (await fetch(`${this.address}/_requests`)).text();
    return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  }

  async fault(fault: Record<string, unknown>): Promise<void> {
    await fetch(`${this.address}/_faults`, { method: "POST", body: JSON.stringify(fault) });
  }

  /** Lets go what the fault `untilReleased` holds back: the request that waits, or else the next. */
  async release(): Promise<void> {
    await fetch(`${this.address}/_release`, { method: "POST" });
  }

  async stop(): Promise<void> {
    await this.process.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
