import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Child } from "./child.ts";
import type { Model } from "./model.ts";
import { bundledVsix, editorServer, repository, sidecar, vsix } from "./places.ts";

export interface EditorOptions {
  readonly model?: Model;
  /** A folder of tests/fixtures/workspaces, copied; or files by their paths. */
  readonly workspace: string | Readonly<Record<string, string>>;
  /** Changes the workspace before anybody sees it. */
  readonly arrange?: (workspace: string) => void;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Lines of the user's config.toml; as a function, with the model's address, they name the models themselves. */
  readonly config?: string | ((address: string) => string);
  /** With VS Code's own trust switched on, the workspace begins in Restricted Mode. */
  readonly hasWorkspaceTrust?: boolean;
  /** The user trusts the workspace's code beforehand. */
  readonly isTrusted?: boolean;
  /** The extension is installed from the package that brings the executable along, and nothing names another one. */
  readonly isBundled?: boolean;
  readonly forApiTests?: boolean;
}

/** VS Code's own server with the packaged extension in a clean profile, a workspace and a user of its own. */
export class Editor {
  readonly port: number;
  private readonly process: Child;
  private readonly folder: string;

  private constructor(process: Child, folder: string, port: number) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  get workspace(): string {
    return join(this.folder, "workspace");
  }

  get home(): string {
    return join(this.folder, "home");
  }

  get log(): string {
    return this.process.output.join("\n");
  }

  url(query = ""): string {
    return `http://127.0.0.1:${this.port}/?folder=${encodeURI(this.workspace)}${query}`;
  }

  static async start(options: EditorOptions): Promise<Editor> {
    const folder = mkdtempSync(join(tmpdir(), "editoragent-vscode-"));
    const [workspace, home, root] = [join(folder, "workspace"), join(folder, "home"), join(folder, "server")];
    layOut(workspace, options.workspace);
    options.arrange?.(workspace);
    mkdirSync(home);
    const { config = "", model } = options;
    writeFileSync(join(home, "config.toml"), typeof config === "string" ? config : config(`${model!.address}/v1`), { mode: 0o600 });
    mkdirSync(join(root, "data", "User"), { recursive: true });
    writeFileSync(join(root, "data", "User", "settings.json"), JSON.stringify({ ...quiet, ...options.settings }));
    const environment = environmentOf(home, join(folder, "cache"), typeof config === "string" ? model : undefined);
    const common = ["--accept-server-license-terms", "--disable-telemetry", "--telemetry-level", "off", "--server-data-dir", root, "--user-data-dir", join(root, "data"), "--extensions-dir", join(root, "extensions")];
    if (options.isTrusted === true) {
      execFileSync(sidecar, ["trust", "grant", "--yes", "--cwd", workspace], { env: environment, stdio: "pipe" });
    }

    if (options.forApiTests !== true) {
      execFileSync(process.execPath, [editorServer, ...common, "--install-extension", options.isBundled === true ? bundledVsix() : vsix, "--force"], { env: environment, stdio: "pipe" });
    }

    if (options.isBundled === true) {
      delete environment["EDITORAGENT_SERVER"];
    }

    const trust = options.hasWorkspaceTrust === true ? [] : ["--disable-workspace-trust"];
    const driver = options.forApiTests === true ? ["--enable-smoke-test-driver"] : [];
    const server = new Child(process.execPath, [editorServer, "--host", "127.0.0.1", "--port", "0", "--without-connection-token", ...common, ...trust, ...driver], environment);
    return new Editor(server, folder, Number(await server.line(/listening on (\d+)/)));
  }

  async stop(): Promise<void> {
    await this.process.stop();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const quiet = {
  "workbench.startupEditor": "none",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "files.autoSave": "off",
  "git.enabled": false,
};

function layOut(workspace: string, from: EditorOptions["workspace"]): void {
  if (typeof from === "string") {
    const source = join(repository, "tests", "fixtures", "workspaces", from);
    cpSync(source, workspace, { recursive: true, filter: (path) => !/\/(bin|obj)$/.test(path) });
    return;
  }

  mkdirSync(workspace);
  for (const [path, text] of Object.entries(from)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
}

function environmentOf(home: string, cache: string, model: Model | undefined): NodeJS.ProcessEnv {
  const foreign = /^(EDITORAGENT_|MOONSHOT_|OPENAI_|ANTHROPIC_|VSCODE_)/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    EXTENSIONS_GALLERY: "{}",
    EDITORAGENT_SERVER: sidecar,
    EDITORAGENT_HOME: home,
    EDITORAGENT_CACHE: cache,
    ...(model === undefined
      ? {}
      : { EDITORAGENT_BASE_URL: `${model.address}/v1`, EDITORAGENT_API_KEY: "sk-not-a-real-key", EDITORAGENT_MODEL: "scripted", EDITORAGENT_PROVIDER: "openai" }),
  };
}
