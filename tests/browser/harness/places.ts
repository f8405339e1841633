import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where things are in a checkout after the solution was built and `prepare` has run. */
export const repository = resolve(import.meta.dirname, "..", "..", "..");
const version = (JSON.parse(readFileSync(join(repository, "clients", "vscode", "package.json"), "utf8")) as { version: string }).version;
export const artifacts = join(repository, "artifacts", "browser");
export const vsix = join(artifacts, "editoragent.vsix");
/** What people install: the extension for this platform with the executable inside. Only one story needs it. */
export const bundledVsix = (): string => need(join(repository, "artifacts", "packages", `editoragent-${version}-${process.platform}-${process.arch}.vsix`), "run .ci/package vsix");
export const sidecar = need(process.env.EDITORAGENT_SERVER ?? join(repository, "artifacts", "publish", "editor-agent", "editor-agent"), "publish server/EditorAgent.Host, or run the end-to-end tests");
export const modelServer = need(join(repository, "tests", "EditorAgent.ScriptedModelServer", "bin", "Debug", "net10.0", "EditorAgent.ScriptedModelServer.dll"), "build EditorAgent.sln");
export const editorServer = need(join(import.meta.dirname, "..", "node_modules", "code-server", "lib", "vscode", "out", "server-main.js"), "run tests/browser/prepare");
export const chromium = need(process.env.CHROMIUM ?? "/usr/bin/chromium", "install chromium, or name it in CHROMIUM");
export const axe = join(import.meta.dirname, "..", "node_modules", "axe-core", "axe.min.js");

function need(path: string, remedy: string): string {
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: ${remedy}.`);
  }

  return path;
}
