import { copyFile, mkdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, minify: true, sourcemap: false, legalComments: "none", logLevel: "warning" };
const host = { ...common, platform: "node", format: "cjs", target: "node22", external: ["vscode"] };
const panel = { ...common, platform: "browser", format: "iife", target: "es2022" };

const panelParts = [
  { entryPoints: ["webview/src/main.ts"], outfile: "dist/webview.js" },
  { entryPoints: ["webview/style.css"], outfile: "dist/webview.css" },
].filter(({ entryPoints: [entry] }) => existsSync(entry) || console.warn(`${entry} is not there; the panel stays empty.`));

// The doors are files of their own, required when first used: activation reads little.
await Promise.all([
  build({ ...host, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode", "./doors/acp", "./doors/lsp"], supported: { "dynamic-import": false } }),
  build({ ...host, entryPoints: ["src/doors/acp.ts", "src/doors/lsp.ts"].filter(existsSync), outdir: "dist/doors" }),
  ...panelParts.map((part) => build({ ...panel, ...part })),
  mkdir("schema", { recursive: true }).then(() => copyFile("../../protocol/schema/mcp.schema.json", "schema/mcp.schema.json")),
]);
