import assert from "node:assert/strict";
import { scenario } from "../harness/scenario.ts";

const themes = [
  ["Dark Modern", "vs-dark"],
  ["Light Modern", "vs"],
  ["Dark High Contrast", "hc-black"],
  ["Light High Contrast", "hc-light"],
] as const;

scenario(
  "Four themes: axe finds nothing in a conversation with a plan, code, a diff and an open question",
  `
turns:
  - at: 0
    answer:
      reasoning: First a plan.
      text: "I change \`notes.txt\`:\\n\\n\`\`\`ini\\ncolour=green\\n\`\`\`\\n\\n| key | value |\\n|---|---|\\n| colour | green |\\n"
      calls:
        - tool: update_plan
          arguments: {entries: [{content: Change the colour, status: in_progress, priority: high}, {content: Check it, status: pending, priority: medium}]}
        - tool: read
          arguments: {path: notes.txt}
  - at: 1
    answer: {calls: [{tool: edit, arguments: {path: notes.txt, edits: [{old_string: colour=red, new_string: colour=green}]}}]}
  - at: 2
    answer: {calls: [{tool: shell, arguments: {command: 'grep colour notes.txt && make check'}}]}
  - answer: {text: Done.}
`,
  { workspace: { "notes.txt": "colour=red\nsize=3\n" }, isTrusted: true },
  async ({ workbench }) => {
    const panel = await workbench.openChat();
    await panel.send("Make it green.");
    await panel.approval.waitFor();
    await workbench.picture("question-edit");
    await panel.option("allow_once").click();
    await panel.approval.filter({ hasText: "make check" }).waitFor();
    for (const [label, kind] of themes) {
      await workbench.theme(label, kind);
      await workbench.page.locator(".notification-toast").first().waitFor({ state: "hidden" });
      assert.deepEqual(await workbench.audit(), [], `axe in ${label}`);
      await workbench.picture(`conversation-${kind}`);
    }
  },
);
