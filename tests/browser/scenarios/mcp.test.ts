import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
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

scenario(
  "A server of VS Code's own file is taken over, approved as shown, switched off and on, and removed",
  "turns:\n  - answer: {text: Hello.}\n",
  { workspace: { "notes.txt": "colour=red\n", ".vscode/mcp.json": JSON.stringify({ servers: { notes: { type: "stdio", ...memoryServer } } }) }, isTrusted: true },
  async ({ workbench, editor }) => {
    const page = workbench.page;
    const file = join(editor.workspace, ".editoragent", "mcp.json");
    const panel = await workbench.openChat();
    await panel.send("Hello.");
    await panel.said("Hello.");
    await workbench.command("EditorAgent: Add MCP Server");
    await workbench.pick("Take over from another program");
    await page.locator(".quick-input-widget", { hasText: "Take over servers from" }).waitFor();
    await workbench.pick("VS Code");
    const list = page.locator(".quick-input-widget", { hasText: "Servers of VS Code" });
    await list.locator(".monaco-list-row", { hasText: "notes" }).waitFor();
    await list.getByRole("button", { name: "OK" }).click();
    await workbench.pick("For this workspace");
    await page.locator(".notification-toast", { hasText: "1 of 1 servers were taken over." }).waitFor();
    assert.match(readFileSync(file, "utf8"), /"notes"/);

    await workbench.command("EditorAgent: Focus on MCP Servers View");
    const row = page.locator('.part.auxiliarybar .monaco-list-row[aria-label^="notes, "]').first();
    await row.filter({ hasText: "waits for your approval" }).waitFor();
    await row.hover();
    await row.getByRole("button", { name: "Approve Server" }).click();
    const question = page.locator(".monaco-dialog-box");
    // The file came after the workspace was trusted, so what it starts is asked about first.
    await question.filter({ hasText: "has changed" }).getByRole("button", { name: "Trust" }).click();
    await question.filter({ hasText: "Approve the server notes?" }).filter({ hasText: "server-memory" }).waitFor();
    await workbench.picture("mcp-approval");
    await question.getByRole("button", { name: "Approve" }).click();
    await row.filter({ hasText: "connected" }).waitFor();

    const choose = async (command: string) => {
      await row.click({ button: "right" });
      const item = page.locator(".monaco-menu .action-item", { hasText: command }).first();
      // A menu takes no click in its first moment.
      for (let click = 0; click < 5 && (await item.click({ timeout: 5_000 }).then(() => item.waitFor({ state: "hidden", timeout: 1_000 })).then(() => false, () => true)); click++);
    };
    await choose("Test Server");
    await row.filter({ hasText: /connected, \d+ tools, \d+ ms/ }).waitFor();
    await choose("Disable Server");
    await row.filter({ hasText: "off" }).waitFor();
    await row.hover();
    await row.getByRole("button", { name: "Enable Server" }).click();
    await row.filter({ hasText: /connected|not started yet/ }).waitFor();
    await choose("Remove Server");
    await question.getByRole("button", { name: "Remove" }).click();
    // What is left is VS Code's own entry, which is shown and never started.
    await page.locator('.part.auxiliarybar .monaco-list-row[aria-label*="of another program, not started here"]').waitFor();
    assert.doesNotMatch(readFileSync(file, "utf8"), /"notes"/);
  },
);
