import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);

scenario(
  "One hunk is kept, one undone, and what the user typed in between stays",
  `
turns:
  - at: 0
    answer: {calls: [{tool: read, arguments: {path: list.txt}}]}
  - at: 1
    answer:
      calls:
        - tool: edit
          arguments:
            path: list.txt
            edits:
              - {old_string: "line 3\\n", new_string: "line three\\n"}
              - {old_string: "line 25\\n", new_string: "line twenty-five\\n"}
  - answer: {text: Edited.}
`,
  { workspace: { "list.txt": `${lines.join("\n")}\n` } },
  async ({ workbench, editor }) => {
    const file = join(editor.workspace, "list.txt");
    await workbench.openFile("list.txt");
    const panel = await workbench.openChat();
    await panel.send("Spell the numbers out.");
    await panel.option("allow_once").click();
    await panel.said("Edited.");
    await panel.byId("review-bar").waitFor();
    assert.equal(await workbench.page.locator(".tab").count(), 1, "a tab was opened by itself");

    await workbench.page.locator(".tab.active").click();
    await workbench.goToLine(12, 8);
    await workbench.page.keyboard.type(" and mine");
    await workbench.page.keyboard.press("Control+S");

    await workbench.goToLine(3);
    const lenses = workbench.page.locator(".codelens-decoration a");
    await lenses.filter({ hasText: "Keep" }).first().waitFor();
    await workbench.picture("review-hunks");
    await lenses.filter({ hasText: "Keep" }).first().click();
    await workbench.goToLine(25);
    await lenses.filter({ hasText: "Undo" }).last().click();
    await panel.byId("review-bar").waitFor({ state: "hidden" });
    await workbench.command("File: Save");

    const text = readFileSync(file, "utf8");
    assert.match(text, /^line three$/m);
    assert.match(text, /^line 25$/m);
    assert.match(text, /^line 12 and mine$/m);
    assert.doesNotMatch(text, /twenty-five/);
  },
);
