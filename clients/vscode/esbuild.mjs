import { build } from "esbuild";

const common = { bundle: true, minify: true, sourcemap: false, legalComments: "none", logLevel: "warning" };
const host = { ...common, platform: "node", format: "cjs", target: "node22", external: ["vscode"] };
const panel = { ...common, platform: "browser", format: "iife", target: "es2022" };

// The doors are files of their own, required when first used: activation reads little.
await Promise.all([
  build({ ...host, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode", "./doors/*"] }),
  build({ ...host, entryPoints: ["src/doors/acp.ts", "src/doors/lsp.ts"], outdir: "dist/doors" }),
  build({ ...panel, entryPoints: ["webview/src/main.ts"], outfile: "dist/webview.js" }),
  build({ ...panel, entryPoints: ["webview/style.css"], outfile: "dist/webview.css" }),
]);
