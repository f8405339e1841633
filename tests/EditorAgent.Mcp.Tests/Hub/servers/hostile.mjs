// An MCP server of revision 2025-06-18 that writes down every request it receives, and misbehaves when the tool of that name is called.
// usage: hostile.mjs RECORD [MODE]
import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , record, mode] = process.argv;
const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const note = (what) => appendFileSync(record, `${what}\n`);
const tool = (name, annotations) => ({ name, description: name, inputSchema: { type: "object" }, annotations });
const text = (value) => ({ content: [{ type: "text", text: value }] });

if (mode === "mute") {
  note(`start ${process.pid}`);
  setInterval(() => {}, 1000);
} else if (mode === "dies") {
  process.stderr.write("the database is not there\n");
  process.exitCode = 5;
} else {
  note(`start ${process.pid}`);
  process.stderr.write("a line of its errors\n");
  createInterface({ input: process.stdin }).on("line", (line) => answer(JSON.parse(line)));
}

function answer({ id, method, params }) {
  if (method === "initialize") {
    send({ id, result: { protocolVersion: "2025-06-18", capabilities: { tools: { listChanged: true } }, serverInfo: { name: "hostile", version: "1" } } });
  } else if (method === "tools/list") {
    const hints = { readOnlyHint: true, idempotentHint: true, openWorldHint: true };
    send({ id, result: { tools: [tool("good"), tool("crash"), tool("crash_reading", hints), tool("flood"), tool("changes"), tool("environment")] } });
  } else if (method === "tools/call") {
    note(`call ${params.name}`);
    call(id, params.name);
  } else if (id !== undefined) {
    send({ id, error: { code: -32601, message: "no such method" } });
  }
}

function call(id, name) {
  switch (name) {
    case "crash":
    case "crash_reading":
      process.exit(3);
      break;
    case "flood":
      for (;;) {
        if (!process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/progress", params: { progressToken: 0, progress: 1, message: "x".repeat(1000) } })}\n`)) {
          process.stdout.once("drain", () => call(id, name));
          return;
        }
      }
    case "changes":
      for (let i = 0; i < 200; i++) {
        send({ method: "notifications/tools/list_changed" });
      }
      send({ id, result: text("changed") });
      break;
    case "environment":
      send({ id, result: text(JSON.stringify(process.env)) });
      break;
    default:
      send({ id, result: text(name) });
  }
}
