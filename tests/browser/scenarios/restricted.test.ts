import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

scenario(
  "In Restricted Mode the chat only reads, with the executable that comes with the extension; after trust it asks",
  `
turns:
  - at: 0
    when: {user_contains: build}
    answer: {calls: [{tool: shell, arguments: {command: 'touch built.txt'}}]}
  - at: 1
    when: {tool_result_matches: 'read-only|not allowed|Restricted|refused'}
    answer: {text: 'It was not allowed.'}
  - at: 1
    answer: {text: 'Built.'}
  - at: 0
    answer: {text: Hello.}
`,
  { workspace: { "notes.txt": "a\n" }, hasWorkspaceTrust: true, isBundled: true },
  async ({ workbench, editor }) => {
    await workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    const panel = await workbench.openChat();
    await panel.frame.locator('[data-testid="connection"][data-state="restricted"]').waitFor();
    await panel.send("Please build.");
    await panel.said("It was not allowed.");
    assert.equal(await panel.approval.count(), 0, "somebody was asked");
    assert.equal(existsSync(join(editor.workspace, "built.txt")), false);
    await workbench.picture("restricted");

    await workbench.command("Workspaces: Manage Workspace Trust");
    await workbench.page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
    await workbench.page.locator(".workspace-trust-editor", { hasText: "You trust this folder" }).waitFor();
    await workbench.command("View: Close Editor");
    await workbench.page.locator(".workspace-trust-editor").waitFor({ state: "hidden" });
    await panel.frame.locator('[data-testid="connection"][data-state="ready"]').waitFor({ state: "attached" });
    await panel.send("Please build, now that I trust it.");
    await panel.option("trust_session").click();
    await panel.option("allow_once").click();
    await panel.said("Built.");
    assert.equal(existsSync(join(editor.workspace, "built.txt")), true);
  },
);
