import assert from "node:assert/strict";
import { scenario } from "../harness/scenario.ts";
import { memoryServer } from "../harness/servers.ts";

scenario(
  "A server added in the panel is there in the next turn, and asks before its tool runs",
  `
turns:
  - at: 0
    when: {user_contains: remember}
    answer: {calls: [{tool: mcp__notes__read_graph, arguments: {}}]}
  - at: 1
    when: {tool_failed: true}
    answer: {text: 'No such memory.'}
  - at: 1
    answer: {text: 'The memory is empty.'}
  - at: 0
    answer: {text: Hello.}
`,
  { workspace: { "notes.txt": "colour=red\n" } },
  async ({ workbench }) => {
    const panel = await workbench.openChat();
    await panel.send("Hello.");
    await panel.said("Hello.");
    await workbench.command("EditorAgent: Add MCP Server");
    await workbench.pick("A command on this machine");
    await workbench.fill("command (1 of 3)", `${memoryServer.command} ${memoryServer.args.join(" ")}`);
    await workbench.fill("name (2 of 3)", "notes");
    await workbench.pick("For me, in every workspace");
    await workbench.command("EditorAgent: Focus on MCP Servers View");
    await workbench.page.locator(".part.auxiliarybar .monaco-list-row", { hasText: "notes" }).first().waitFor();
    await workbench.picture("mcp-view");
    await panel.send("What do you remember?");
    await panel.approval.filter({ hasText: "notes" }).waitFor();
    await workbench.picture("mcp-question");
    await panel.option("allow_once").click();
    await panel.said("The memory is empty.");
    assert.equal(await panel.items("tool").filter({ hasText: "read_graph" }).count(), 1);
  },
);
