import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Panel } from "../harness/panel.ts";
import { scenario } from "../harness/scenario.ts";

const notes = { "notes.txt": "colour=red\n" };
const script = `
turns:
  - at: 0
    when: {user_contains: build}
    answer: {calls: [{tool: shell, arguments: {command: 'touch built.txt', description: Builds it}}]}
  - at: 1
    when: {tool_result_contains: use make}
    answer: {text: 'I will use make.'}
  - at: 1
    when: {tool_result_contains: rejected}
    answer: {text: 'Then not.'}
  - at: 1
    answer: {text: 'Built.'}
  - at: 0
    answer: {text: Nothing to do.}
`;

/** To the open question by its key, then with Tab to one of its elements, which must take keys by then. */
async function walkTo(panel: Panel, element: string): Promise<void> {
  await panel.openApproval.waitFor();
  await panel.composer.press("Alt+A");
  await panel.openApproval.locator(":focus").waitFor();
  const target = panel.frame.locator(`${element}:focus`);
  for (let tab = 0; tab < 12 && !(await target.isVisible()); tab++) {
    await panel.frame.locator(":focus").press("Tab");
  }

  await target.and(panel.frame.locator(':not([aria-disabled="true"])')).waitFor();
}

scenario("A command runs after a click on the card that shows it, and not before", script, { workspace: notes, isTrusted: true }, async ({ workbench, editor }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  await panel.approval.waitFor();
  assert.match(await panel.approval.innerText(), /touch built\.txt/);
  assert.equal(existsSync(join(editor.workspace, "built.txt")), false);
  assert.equal(await panel.composer.evaluate((element) => element === document.activeElement), true, "the card took the focus");
  await workbench.picture("approval");
  await panel.option("allow_once").click();
  await panel.said("Built.");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), true);
});

scenario("What is allowed always is not asked again, is listed, and can be revoked", script, { workspace: notes, isTrusted: true }, async ({ workbench }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  const always = panel.option("allow_always_0");
  await always.waitFor();
  assert.match(await always.innerText(), /touch built\.txt/, "the button does not say what it stores");
  await always.click();
  await panel.said("Built.");
  await panel.send("Please build once more.");
  await panel.items("agent").filter({ hasText: "Built." }).nth(1).waitFor();
  assert.equal(await panel.items("tool").count(), 2);

  await workbench.command("EditorAgent: Show What Is Allowed for Good");
  await workbench.pick("touch built.txt");
  await workbench.page.locator(".notification-toast", { hasText: "is asked about again from now on" }).waitFor();
  await panel.send("Please build for the third time.");
  await panel.option("allow_once").waitFor();
});

scenario("A rejection with a reason reaches the model", script, { workspace: notes, isTrusted: true }, async ({ workbench, editor }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  await panel.approval.waitFor();
  await panel.byId("feedback").fill("use make instead");
  await panel.byId("reject-with-feedback").click();
  await panel.said("I will use make.");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), false);
});

scenario("By keyboard alone: Enter in the composer allows nothing, the card is reached by its key", script, { workspace: notes, isTrusted: true }, async ({ workbench, editor }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  await panel.approval.waitFor();
  await panel.composer.press("Enter");
  await panel.composer.press("Enter");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), false);
  await walkTo(panel, '[data-option-id="allow_once"]');
  await workbench.page.keyboard.press("Enter");
  await panel.said("Built.");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), true);
});

scenario("By keyboard alone: a rejection with its reason, then an allowance that stays", script, { workspace: notes, isTrusted: true }, async ({ workbench, editor }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  await panel.approval.waitFor();
  await walkTo(panel, '[data-testid="feedback"]');
  await workbench.page.keyboard.type("use make instead");
  await panel.byId("reject-with-feedback").and(panel.frame.locator(':not([aria-disabled="true"])')).waitFor();
  await workbench.page.keyboard.press("Enter");
  await panel.said("I will use make.");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), false);

  await panel.send("Please build after all.");
  await walkTo(panel, '[data-option-id="allow_always_0"]');
  await workbench.page.keyboard.press("Enter");
  await panel.said("Built.");
  await panel.send("Please build once more.");
  await panel.items("agent").filter({ hasText: "Built." }).nth(1).waitFor();
  assert.equal(existsSync(join(editor.workspace, "built.txt")), true);
});

scenario("A question behind a hidden panel is announced, and shown by the announcement", script, { workspace: notes, isTrusted: true }, async ({ workbench, model }) => {
  const panel = await workbench.openChat();
  await model.fault({ untilReleased: true });
  await panel.send("Please build.");
  await panel.byId("stop").waitFor();
  await workbench.command("View: Toggle Secondary Side Bar Visibility");
  await panel.composer.waitFor({ state: "hidden" });
  await model.release();
  const toast = workbench.page.locator(".notification-toast", { hasText: "EditorAgent" });
  await toast.waitFor();
  assert.equal(await toast.getByRole("button", { name: "Allow" }).count(), 0);
  await toast.getByRole("button", { name: "Show" }).click();
  await panel.approval.waitFor();
  await panel.option("reject_once").click();
  await panel.said("Then not.");
});

scenario("A question outlives the reload of the window: it is asked again and then runs", script, { workspace: notes, isTrusted: true }, async ({ workbench, editor }) => {
  const panel = await workbench.openChat();
  await panel.send("Please build.");
  await panel.approval.waitFor();
  await workbench.reload();
  await workbench.openChat();
  await panel.items("user").filter({ hasText: "Please build." }).waitFor();
  await panel.option("allow_once").waitFor();
  assert.equal(existsSync(join(editor.workspace, "built.txt")), false);
  await panel.option("allow_once").click();
  await panel.said("Built.");
  assert.equal(existsSync(join(editor.workspace, "built.txt")), true);
});
