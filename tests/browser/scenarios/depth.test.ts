import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

const notes = { "notes.txt": "colour=red\n" };

scenario(
  "A question of the agent is answered in its form, and the answer goes to the model",
  `
turns:
  - at: 0
    answer:
      calls:
        - tool: ask_user
          arguments:
            question: Which database shall the orders go to?
            options:
              - {label: PostgreSQL, description: 'Runs already, needs a role.'}
              - {label: SQLite, description: 'One file, no server.'}
  - at: 1
    when: {tool_result_contains: SQLite}
    answer: {text: 'SQLite it is.'}
  - at: 1
    answer: {text: 'Then something else.'}
`,
  { workspace: notes },
  async ({ workbench }) => {
    const panel = await workbench.openChat();
    await panel.send("Store the orders.");
    const form = panel.byId("form");
    await form.filter({ hasText: "Which database shall the orders go to?" }).waitFor();
    assert.match(await form.innerText(), /Goes to the model/);
    await form.getByRole("radio", { name: "SQLite – One file, no server." }).check();
    await workbench.picture("depth-question");
    await panel.byId("form-accept").click();
    await panel.said("SQLite it is.");
  },
);

scenario(
  "A subagent looks around in a conversation of its own, step by step on its card",
  `
turns:
  - at: 0
    when: {user_contains: Which colour}
    answer: {calls: [{tool: agent, arguments: {description: Find the colour, prompt: 'LOOK for the colour in the notes.', profile: explore}}]}
  - at: 0
    when: {user_contains: LOOK for}
    answer: {calls: [{tool: read, arguments: {path: notes.txt}}, {tool: grep, arguments: {pattern: colour}}]}
  - at: 1
    when: {user_contains: LOOK for}
    answer: {text: 'The notes say red.'}
  - at: 1
    when: {tool_result_contains: The notes say red.}
    answer: {text: 'It is red, says the subagent.'}
`,
  { workspace: notes },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await panel.send("Which colour is it?");
    await panel.said("It is red, says the subagent.");
    const card = panel.items("tool").filter({ hasText: "Find the colour" });
    await card.first().waitFor();
    assert.equal(await panel.items("tool").count(), 1, "the subagent's own calls stand in the conversation");
    await card.filter({ hasText: /explore · \d+ steps · [\d,]+ tokens/ }).waitFor();
    await card.getByRole("button").first().click();
    await workbench.picture("depth-subagent");
    await panel.byId("open-subagent").click();
    await workbench.page.locator(".tab.active", { hasText: "Subagent" }).waitFor();
    await workbench.page.locator(".editor-group-container.active .view-line", { hasText: "The notes say red." }).first().waitFor();
    assert.match(await workbench.editorText(), /LOOK for the colour[^]*The notes say red\./);
    const last = (await model.requests()).at(-1)!.messages;
    assert.equal(last.filter(({ role }) => role === "tool").length, 1);
  },
);

scenario(
  "A plan is approved, and only then anything is changed",
  `
turns:
  - at: 0
    when: {user_contains: blue}
    answer: {calls: [{tool: exit_plan, arguments: {plan: "1. Write \`colour=blue\` into **notes.txt**.\\n2. Nothing else."}}]}
  - at: 1
    when: {tool_failed: true}
    answer: {text: 'I keep planning.'}
  - at: 0
    when: {user_contains: Plan mode is off}
    answer: {calls: [{tool: write, arguments: {path: plan.txt, content: blue}}]}
  - at: 1
    when: {user_contains: Plan mode is off}
    answer: {text: 'Done as planned.'}
`,
  { workspace: notes },
  async ({ workbench, editor }) => {
    const panel = await workbench.openChat();
    await panel.send("/plan Make it blue.");
    const form = panel.byId("form");
    await form.waitFor();
    assert.match(await form.innerText(), /colour=blue/);
    assert.equal(existsSync(join(editor.workspace, "plan.txt")), false);
    await workbench.picture("depth-plan");
    await form.getByRole("radio").first().check();
    await panel.byId("form-accept").click();
    await panel.openApproval.locator('[data-option-id="allow_once"]').click();
    await panel.said("Done as planned.");
    assert.equal(existsSync(join(editor.workspace, "plan.txt")), true);
  },
);

scenario(
  "A command goes on in the background and is looked at",
  `
turns:
  - at: 0
    when: {user_contains: server}
    answer: {calls: [{tool: shell, arguments: {command: 'echo listening; sleep 60421', background: true, description: Starts the server}}]}
  - at: 1
    answer: {calls: [{tool: command_output, arguments: {id: c1, wait_seconds: 5}}]}
  - at: 2
    when: {tool_result_contains: listening}
    answer: {text: 'The server listens.'}
  - at: 2
    answer: {text: 'The server says nothing.'}
`,
  { workspace: notes, isTrusted: true },
  async ({ workbench }) => {
    const panel = await workbench.openChat();
    await panel.send("Start the server.");
    await panel.openApproval.locator('[data-option-id="allow_once"]').click();
    await panel.said("The server listens.");
    await workbench.picture("depth-background");
  },
);

scenario(
  "A conversation is summarised on demand: the user is told, and the model goes on from the note",
  `
turns:
  - when: {user_contains: a handoff note that you write now}
    answer: {text: 'We looked at the notes; the colour is red. Next: nothing.'}
  - at: 0
    when: {user_contains: Read}
    answer: {calls: [{tool: read, arguments: {path: long.txt}}]}
  - at: 1
    answer: {text: 'Read it.'}
  - at: 0
    answer: {text: 'Red, by my note.'}
`,
  { workspace: { "long.txt": `colour=red\n${"# a line of no importance\n".repeat(600)}` } },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await panel.send("Read the long file.");
    await panel.said("Read it.");
    await panel.send("/compact the colour");
    await panel.items("notice").filter({ hasText: "The conversation was summarised" }).waitFor();
    await panel.idle();
    await workbench.picture("depth-compact");
    await panel.send("Which colour was it?");
    await panel.said("Red, by my note.");
    assert.doesNotMatch(JSON.stringify((await model.requests()).at(-1)!.messages), /no importance/);
  },
);
