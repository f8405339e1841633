// Holds one conversation with the LSP door through vscode-languageserver-protocol.
//
//   node lsp-client.mjs SCENARIO EXECUTABLE
//
// The workspace is the current folder. Exit code 0: the conversation went as the scenario says.
import { scenarios } from "./scenarios.mjs";
import { endAll } from "./processes.mjs";

// When a server that should have answered counts as hanging.
const HANG = 90_000;

const [name, executable] = process.argv.slice(2);
const limit = setTimeout(() => {
  endAll();
  console.error(`${name}: the conversation hangs`);
  process.exit(1);
}, HANG);

try {
  await scenarios[name](executable);
  console.log("as told");
} catch (error) {
  console.error(`${name}: ${error?.stack ?? error}`);
  process.exitCode = 1;
} finally {
  endAll();
  clearTimeout(limit);
}
