import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

scenario(
  "A conversation is branched off before a turn, renamed, exported, put aside and taken out again",
  `
turns:
  - at: 0
    when: {user_contains: second}
    answer: {text: 'The second answer.'}
  - at: 0
    answer: {text: 'The first answer.'}
`,
  { workspace: { "notes.txt": "colour=red\n" } },
  async ({ workbench, editor }) => {
    const panel = await workbench.openChat();
    await panel.send("A first question.");
    await panel.said("The first answer.");
    await panel.idle();
    await panel.send("A second question.");
    await panel.said("The second answer.");
    await panel.idle();

    const second = panel.items("user").filter({ hasText: "A second question." });
    await second.hover();
    await second.getByTestId("fork-here").click();
    await second.waitFor({ state: "detached" });
    await panel.said("The first answer.");
    await workbench.picture("sessions-fork");

    const row = panel.frame.locator(".history-row");
    await panel.byId("open-history").click();
    await row.nth(1).waitFor();
    assert.equal(await row.count(), 2, "the copy and what it was made of are in the list");
    const original = panel.frame.locator(".history-row:not([data-current])");
    await original.hover();
    await original.getByRole("button", { name: /^Rename/ }).click();
    await original.getByRole("textbox").fill("Two questions");
    await original.getByRole("textbox").press("Enter");
    await original.getByText("Two questions").hover();
    await workbench.picture("sessions-renamed");

    await original.getByRole("button", { name: /^Export/ }).click();
    await workbench.page.locator(".quick-input-widget .quick-input-action", { hasText: "OK" }).click();
    const exported = () => readdirSync(editor.workspace).find((name) => name.endsWith(".md"));
    for (let look = 0; exported() === undefined; look++) {
      assert.ok(look < 100, "nothing was exported");
      await workbench.page.waitForTimeout(100);
    }

    assert.match(readFileSync(join(editor.workspace, exported()!), "utf8"), /Two questions[^]*The first answer\.[^]*The second answer\./);

    await original.hover();
    await original.getByRole("button", { name: /^Archive/ }).click();
    await original.waitFor({ state: "detached" });
    await panel.byId("history-archived").check();
    await row.filter({ hasText: "Two questions" }).hover();
    await workbench.picture("sessions-archived");
    await row.getByRole("button", { name: /^Take Two questions out of the archive/ }).click();
    await panel.byId("history-archived").uncheck();
    await row.filter({ hasText: "Two questions" }).waitFor();
    assert.equal(await row.count(), 2);
  },
);

scenario(
  "Files go back to before a turn that the model knows by a summary only, and it is told so",
  `
turns:
  - when: {user_contains: a handoff note that you write now}
    answer: {text: 'The colour was changed to blue. Next: nothing.'}
  - at: 0
    when: {user_contains: Paint}
    answer: {calls: [{tool: read, arguments: {path: long.txt}}, {tool: read, arguments: {path: notes.txt}}]}
  - at: 1
    when: {user_contains: Paint}
    answer: {calls: [{tool: edit, arguments: {path: notes.txt, old_string: colour=red, new_string: colour=blue}}]}
  - at: 2
    answer: {text: 'Painted.'}
  - at: 0
    answer: {text: 'Red again, as you wanted.'}
`,
  { workspace: { "notes.txt": "colour=red\n", "long.txt": "# a line of no importance\n".repeat(600) } },
  async ({ workbench, editor, model }) => {
    const notes = () => readFileSync(join(editor.workspace, "notes.txt"), "utf8");
    const panel = await workbench.openChat();
    await panel.send("Paint it blue.");
    await panel.openApproval.locator('[data-option-id="allow_once"]').click();
    await panel.said("Painted.");
    await panel.idle();
    await panel.send("/compact the colour");
    await panel.items("notice").filter({ hasText: "The conversation was summarised" }).waitFor();
    await panel.idle();
    assert.equal(notes(), "colour=blue\n");

    const paint = panel.items("user").filter({ hasText: "Paint it blue." });
    await paint.getByRole("button", { name: "Restore files to before this" }).click();
    await workbench.picture("sessions-undo-asks");
    await paint.getByRole("button", { name: "Restore", exact: true }).click();
    await panel.byId("undo-restore").waitFor();
    assert.equal(notes(), "colour=red\n");
    await panel.send("Which colour is it?");
    await panel.said("Red again, as you wanted.");
    await workbench.picture("sessions-undo-across-summary");
    const said = JSON.stringify((await model.requests()).at(-1)!.messages);
    assert.match(said, /The colour was changed to blue\.[^]*took back earlier file changes\. Restored: notes\.txt/);
    assert.doesNotMatch(said, /no importance/);
    assert.ok(existsSync(join(editor.workspace, "long.txt")));
  },
);
