// Starts the MCP servers of the folder given and writes each of their tools as one line: {"server":..,"name":..,"inputSchema":..}.
import { createRequire } from "node:module";
import { mkdtempSync, readdirSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
const folder = process.argv[2];
const load = createRequire(folder + "/");
const { Client } = load("@modelcontextprotocol/sdk/client/index.js");
const { StdioClientTransport } = load("@modelcontextprotocol/sdk/client/stdio.js");
const modules = join(folder, "node_modules");
const newer = readdirSync(modules).filter((name) => /^node-(linux|darwin|win)/.test(name)).map((name) => join(modules, name, "bin", "node")).find(existsSync) ?? process.execPath;
const work = mkdtempSync(join(tmpdir(), "server-tools-"));
const servers = {
  everything: ["@modelcontextprotocol/server-everything/dist/index.js"],
  filesystem: ["@modelcontextprotocol/server-filesystem/dist/index.js", work],
  memory: ["@modelcontextprotocol/server-memory/dist/index.js"],
  git: ["@cyanheads/git-mcp-server/dist/index.js"],
  dbhub: ["@bytebase/dbhub/dist/index.js", "--transport", "stdio", "--dsn", "sqlite:///:memory:"],
};
await Promise.all(Object.entries(servers).map(async ([server, [script, ...args]]) => {
  const client = new Client({ name: "schemas", version: "1" });
  await client.connect(new StdioClientTransport({
    command: newer, args: [join(modules, script), ...args], cwd: work, stderr: "ignore",
    env: { PATH: process.env.PATH, HOME: work, MCP_TRANSPORT_TYPE: "stdio", MEMORY_FILE_PATH: join(work, "memory.json"), MCP_LOG_LEVEL: "error" },
  }));
  const { tools } = await client.listTools();
  for (const { name, inputSchema } of tools) process.stdout.write(JSON.stringify({ server, name, inputSchema }) + "\n");
  await client.close();
}));
process.exit(0);
