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
    const undos = lenses.filter({ hasText: "Undo" });
    await undos.nth(1).waitFor();
    await workbench.picture("review-hunks");
    await lenses.filter({ hasText: "Keep" }).first().click();
    await workbench.goToLine(25);
    await undos.nth(1).waitFor({ state: "detached" });
    await undos.click();
    await panel.byId("review-bar").waitFor({ state: "hidden" });
    await workbench.command("File: Save");

    const text = readFileSync(file, "utf8");
    assert.match(text, /^line three$/m);
    assert.match(text, /^line 25$/m);
    assert.match(text, /^line 12 and mine$/m);
    assert.doesNotMatch(text, /twenty-five/);
  },
);

const two = Array.from({ length: 20 }, (_, index) => `row ${index + 1}`).join("\n") + "\n";

scenario(
  "Changes are walked through, kept, undone and restored by the palette alone",
  `
turns:
  - at: 0
    answer: {calls: [{tool: read, arguments: {path: a.txt}}, {tool: read, arguments: {path: b.txt}}]}
  - at: 1
    answer:
      calls:
        - {tool: edit, arguments: {path: a.txt, edits: [{old_string: "row 2\\n", new_string: "row two\\n"}, {old_string: "row 15\\n", new_string: "row fifteen\\n"}]}}
        - {tool: edit, arguments: {path: b.txt, edits: [{old_string: "row 4\\n", new_string: "row four\\n"}, {old_string: "row 18\\n", new_string: "row eighteen\\n"}]}}
  - answer: {text: Edited.}
`,
  { workspace: { "a.txt": two, "b.txt": two } },
  async ({ workbench, editor }) => {
    const read = (name: string) => readFileSync(join(editor.workspace, name), "utf8");
    const holds = async (name: string, expected: (text: string) => boolean, what: string) => {
      for (let look = 0; !expected(read(name)); look++) {
        assert.ok(look < 100, `${name} does not ${what}: ${read(name)}`);
        await workbench.page.waitForTimeout(100);
      }
    };
    const command = (title: string) => workbench.command(`EditorAgent: ${title}`);
    const status = workbench.page.locator(".statusbar-item");
    const panel = await workbench.openChat();
    await panel.send("Spell some out.");
    for (const name of ["a.txt", "b.txt"]) {
      await panel.openApproval.filter({ hasText: name }).locator('[data-option-id="allow_once"]').click();
    }

    await panel.said("Edited.");
    await panel.byId("review-bar").waitFor();

    await workbench.openFile("a.txt");
    await workbench.goToLine(1);
    await command("Next Change");
    await status.filter({ hasText: "Ln 2," }).waitFor();
    await command("Next Change");
    await status.filter({ hasText: "Ln 15," }).waitFor();
    await command("Previous Change");
    await status.filter({ hasText: "Ln 2," }).waitFor();
    await command("Undo This Change");
    await holds("a.txt", (text) => text.includes("row 2\n"), "have its second row back");
    await command("Take Back the Last Restore or Undo");
    await holds("a.txt", (text) => text.includes("row two\n"), "have the undo taken back");
    await workbench.goToLine(2);
    await command("Keep This Change");

    await command("Next Changed File");
    await workbench.page.locator('.tab.active[data-resource-name="b.txt"]').waitFor();
    await command("Previous Changed File");
    await workbench.page.locator('.tab.active[data-resource-name="a.txt"]').waitFor();
    await command("Keep All Changes of This File");
    await workbench.openFile("b.txt");
    await command("Undo All Changes of This File");
    await holds("b.txt", (text) => text === two, "hold what it held");
    await panel.byId("review-bar").waitFor({ state: "hidden" });
    assert.match(read("a.txt"), /row two\n[^]*row fifteen\n/);

    await command("Go Back to Before a Turn");
    await workbench.pick("2 files changed in it");
    await holds("a.txt", (text) => text === two, "hold what it held before the turn");
  },
);
