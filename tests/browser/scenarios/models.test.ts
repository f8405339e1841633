import assert from "node:assert/strict";
import { scenario } from "../harness/scenario.ts";

const models = (address: string) => `
default_model = "first"
[loop]
max_attempts_per_step = 1
[providers.here]
type = "openai"
base_url = "${address}"
api_key = "sk-not-a-real-key"
[providers.cloud]
type = "openai"
base_url = "http://127.0.0.1:9/v1"
api_key = "sk-not-a-real-key"
[models.first]
provider = "here"
model = "scripted"
images = true
price_input = 100
price_output = 400
price_currency = "EUR"
[models.second]
provider = "cloud"
model = "scripted-second"
images = true
fallback = ["first"]
`;

scenario(
  "A picture and a selection go along, another model is chosen, the one that answers for it is named, and all of it is priced",
  `
turns:
  - at: 0
    when: {user_contains: Once more}
    answer: {text: 'Still orange.'}
  - at: 0
    answer: {text: 'An orange square, and your second line.'}
`,
  { workspace: { "notes.txt": "colour=red\nshade=dark\nsize=7\n" }, config: models },
  async ({ workbench, model }) => {
    await workbench.openFile("notes.txt");
    await workbench.goToLine(2);
    await workbench.page.keyboard.press("Shift+End");
    await workbench.command("EditorAgent: Add Selection to Chat");
    const panel = workbench.panel;
    await panel.ready();
    await panel.byId("attachments").getByText("notes.txt").first().waitFor();
    await panel.frame.locator('[data-config-id="model"]').waitFor();
    await panel.composer.evaluate(async (field) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 96, height: 64 });
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#e07020";
      context.fillRect(0, 0, 96, 64);
      const picture = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!), "image/png"));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([picture], "square.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await panel.byId("attachments").locator("img").waitFor();
    await workbench.picture("models-attached");
    await panel.send("What is this?");
    await panel.said("An orange square");
    await panel.items("user").getByText("notes.txt:2").waitFor();
    await panel.idle();
    const [{ messages }] = (await model.requests()).slice(-1) as [{ messages: unknown }];
    assert.match(JSON.stringify(messages), /data:image\/png;base64,/);
    assert.match(JSON.stringify(messages), /shade=dark/);
    assert.doesNotMatch(JSON.stringify(messages), /size=7/);

    const spent = async () => Number(/€([\d.]+)/.exec(await panel.byId("usage").innerText())?.[1]);
    const before = await spent();
    assert.ok(before > 0, "the meter tells no cost");
    await panel.frame.locator('[data-config-id="model"]').selectOption("second");
    await panel.send("Once more?");
    await panel.items("notice").filter({ hasText: "first takes over for second" }).waitFor();
    await panel.said("Still orange.");
    await panel.idle();
    assert.equal(await panel.frame.locator('[data-config-id="model"]').inputValue(), "second");
    assert.ok((await spent()) > before, "what the stand-in took is not counted");
    assert.match((await panel.byId("usage").getAttribute("title")) ?? "", /of [\d,]+ tokens \(\d+ %\), cost so far €/);
    await workbench.picture("models-fallback");
  },
);
