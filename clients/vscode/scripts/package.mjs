// Packs the extension. With --server FOLDER the published sidecar of that folder goes along, and --target names the platform that it
// was published for (linux-x64, win32-x64 ...); without, the package is for every platform and finds its sidecar by the setting.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { server: { type: "string" }, target: { type: "string" }, out: { type: "string" } } });
if ((values.server === undefined) !== (values.target === undefined)) {
  console.error("--server and --target come together: a sidecar is for one platform.");
  process.exit(2);
}

rmSync("server", { recursive: true, force: true });
if (values.server !== undefined) {
  const executable = values.target.startsWith("win32") ? "editor-agent.exe" : "editor-agent";
  if (!existsSync(`${values.server}/${executable}`)) {
    console.error(`${values.server} holds no ${executable}; publish server/EditorAgent.Host there first.`);
    process.exit(2);
  }

  cpSync(values.server, "server", { recursive: true, filter: (source) => !source.endsWith(".pdb") });
}

execFileSync(process.execPath, ["esbuild.mjs"], { stdio: "inherit" });
const args = ["package", "--no-dependencies", "--allow-missing-repository", ...(values.target ? ["--target", values.target] : []), ...(values.out ? ["--out", values.out] : [])];
execFileSync(process.execPath, ["node_modules/@vscode/vsce/vsce", ...args], { stdio: "inherit" });
