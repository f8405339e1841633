import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

scenario(
  "Notes and a skill of the user's count, a hook denies, a page is fetched after a question, a mention goes along, the session is found again",
  `
turns:
  - at: 0
    when: {user_contains: Paint}
    answer: {calls: [{tool: skill, arguments: {name: colours, args: blue}}, {tool: read, arguments: {path: notes.txt}}]}
  - at: 1
    when: {tool_result_contains: Write colour=blue}
    answer: {calls: [{tool: edit, arguments: {path: notes.txt, old_string: colour=red, new_string: colour=blue}}]}
  - at: 2
    when: {tool_result_contains: the notes are frozen}
    answer: {text: 'The hook keeps the notes as they are.'}
  - at: 0
    when: {user_contains: Fetch}
    answer: {calls: [{tool: read, arguments: {path: address.txt}}]}
  - at: 1
    when: {user_contains: Fetch}
    answer: {calls: [{tool: web_fetch, arguments: {url: '\${result:(http\\S+)}'}}]}
  - at: 2
    when: {tool_result_contains: orange}
    answer: {text: 'Orange, says the page.'}
  - at: 0
    answer: {text: 'I have read it.'}
`,
  {
    workspace: { "notes.txt": "colour=red\n", "AGENTS.md": "Be brief.\n" },
    isTrusted: true,
    config: `
[web]
allow_loopback = true
[[hooks]]
event = "before_tool"
matcher = "edit"
command = "echo the notes are frozen >&2; exit 2"
`,
  },
  async ({ workbench, editor, model }) => {
    const skill = join(editor.home, "skills", "colours");
    mkdirSync(skill, { recursive: true });
    writeFileSync(join(skill, "SKILL.md"), "---\ndescription: Paints things\n---\nWrite colour=$ARGUMENTS.\n");
    const page = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<main><h1>Colours</h1><p>This year: orange.</p></main>"));
    await new Promise<void>((resolve) => page.listen(0, "127.0.0.1", resolve));
    try {
      writeFileSync(join(editor.workspace, "address.txt"), `http://127.0.0.1:${(page.address() as AddressInfo).port}/colours\n`);
      const panel = await workbench.openChat();
      await panel.send("Paint it.");
      await panel.said("The hook keeps the notes as they are.");
      await panel.items("notice").filter({ hasText: "AGENTS.md" }).first().waitFor();
      await panel.items("tool").filter({ hasText: "the notes are frozen" }).first().waitFor();
      assert.equal(readFileSync(join(editor.workspace, "notes.txt"), "utf8"), "colour=red\n");
      await workbench.picture("day-notes-skill-hook");

      await panel.send("Fetch the page.");
      await panel.openApproval.filter({ hasText: "127.0.0.1" }).waitFor();
      await workbench.picture("day-web");
      await panel.openApproval.locator('[data-option-id="allow_once"]').click();
      await panel.said("Orange, says the page.");

      await panel.composer.pressSequentially("What does @not");
      await panel.byId("mention-list").getByText("notes.txt").first().waitFor();
      await panel.composer.press("Enter");
      await panel.composer.pressSequentially(" say?");
      await workbench.picture("day-mention");
      await panel.composer.press("Enter");
      await panel.said("I have read it.");
      const said = JSON.stringify((await model.requests()).at(-1)!.messages);
      assert.match(said, /Be brief\./);
      assert.match(said, /colours \(takes args\): Paints things/);

      await panel.byId("open-history").click();
      await panel.byId("history-search").fill("orange");
      await panel.frame.locator(".history-open", { hasText: "Paint" }).first().waitFor();
      await workbench.picture("day-history");
    } finally {
      page.close();
    }
  },
);
