import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { chromium as engine } from "playwright-core";
import { Editor } from "../harness/editor.ts";
import { Model } from "../harness/model.ts";
import { chromium, repository } from "../harness/places.ts";

// VS Code's own contract for tests of extensions (extensionTestsPath): the suite runs inside the extension host and says how it ended.
test("The suite inside the extension host passes", { timeout: 180_000 }, async () => {
  const model = await Model.start("turns:\n  - answer: {text: Hello.}\n");
  const editor = await Editor.start({ model, workspace: "invoicing", isTrusted: true, forApiTests: true });
  const browser = await engine.launch({ executablePath: chromium, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    const ended = new Promise<number>((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
    await page.exposeFunction("codeAutomationLog", (_: string, args: readonly unknown[]) => said.push(args.join(" ")));
    const remote = (path: string) => `vscode-remote://127.0.0.1:${editor.port}${path}`;
    const payload = [
      ["extensionDevelopmentPath", remote(join(repository, "clients", "vscode"))],
      ["extensionTestsPath", remote(join(repository, "clients", "vscode", "dist-test", "suite.cjs"))],
      ["skipWelcome", "true"],
    ];
    await page.goto(editor.url(`&payload=${encodeURIComponent(JSON.stringify(payload))}`));
    const code = await ended;
    const results = said.filter((line) => /passed|failed|^not ok/.test(line));
    assert.equal(code, 0, said.join("\n"));
    assert.match(results.join("\n"), /[1-9]\d* passed, 0 failed/);
    const [activation] = said.flatMap((line) => /activation: \d+ ms/.exec(line) ?? []);
    assert.ok(activation, "the suite did not say how long the activation took");
    console.log(`${results.at(-1)}; ${activation}, the host's loading included (budget: 50 the median, 150 at most)`);
  } finally {
    await browser.close();
    await editor.stop();
    await model.stop();
  }
});
