import { join } from "node:path";
import { repository } from "./places.ts";

const modules = join(repository, "tests", "mcp-servers", "node_modules");

/** MCP servers that others wrote. */
export const memoryServer = {
  command: process.execPath,
  args: [join(modules, "@modelcontextprotocol", "server-memory", "dist", "index.js")],
} as const;
