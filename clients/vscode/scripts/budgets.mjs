// Prints the sizes of what is built against their budgets, in bytes, and fails beyond one. Run `npm run build` first; the package is
// measured where there is one, or where one is named.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";

const kilo = 1024;
const read = (file) => (existsSync(file) ? readFileSync(file) : undefined);
const size = (...files) => files.map((file) => read(file)?.length).reduce((sum, length) => (sum === undefined || length === undefined ? undefined : sum + length), 0);
const vsix = process.argv[2] ?? readdirSync(".").find((name) => name.endsWith(".vsix") && !/-(linux|win32|darwin|alpine)-/.test(name));

const rows = [
  ["loaded at activation", size("dist/extension.js"), 150 * kilo],
  ["extension code in all", size("dist/extension.js", "dist/doors/acp.js", "dist/doors/lsp.js"), 700 * kilo],
  ["  ACP door", size("dist/doors/acp.js"), undefined],
  ["  LSP door", size("dist/doors/lsp.js"), undefined],
  ["webview.js", size("dist/webview.js"), 250 * kilo],
  ["webview.js, gzip", read("dist/webview.js") && gzipSync(read("dist/webview.js")).length, 80 * kilo],
  ["package without server", vsix && statSync(vsix).size, 400 * kilo],
];

let isBeyond = false;
for (const [what, bytes, budget] of rows) {
  const over = budget !== undefined && bytes !== undefined && bytes > budget;
  isBeyond ||= over;
  const value = bytes === undefined ? "not built" : `${(bytes / kilo).toFixed(1)} KB`;
  console.log(`${what.padEnd(26)} ${value.padStart(12)} ${budget === undefined ? "" : `of ${budget / kilo} KB`}${over ? "  BEYOND" : ""}`);
}

process.exitCode = isBeyond ? 1 : 0;
