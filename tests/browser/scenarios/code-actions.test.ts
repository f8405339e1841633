import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { scenario } from "../harness/scenario.ts";

/** Breaks the build, and lets VS Code's own problem matcher tell: what is on the squiggle is the compiler's. */
function breakBuild(workspace: string): void {
  const file = join(workspace, "src", "Invoicing", "InvoiceNumber.cs");
  writeFileSync(file, readFileSync(file, "utf8").replace("s.Length < 6", "s.Lenght < 6"));
  mkdirSync(join(workspace, ".vscode"));
  const build = { label: "build", type: "shell", command: "dotnet build src/Invoicing -nologo -v q -p:UseSharedCompilation=false -nodeReuse:false", problemMatcher: "$msCompile", group: { kind: "build", isDefault: true }, presentation: { reveal: "always" } };
  writeFileSync(join(workspace, ".vscode", "tasks.json"), JSON.stringify({ version: "2.0.0", tasks: [build] }));
}

scenario(
  "From the light bulb on a compiler's error to green tests",
  `
turns:
  - when: {user_contains: CS1061}
    answer:
      calls:
        - {tool: read, arguments: {path: src/Invoicing/InvoiceNumber.cs}}
        - {tool: read, arguments: {path: tests/Invoicing.Tests/InvoiceNumberTests.cs}}
  - when: {tool_result_contains: s.Lenght}
    answer:
      reasoning: A misspelt member.
      calls:
        - tool: edit
          arguments: {path: src/Invoicing/InvoiceNumber.cs, edits: [{old_string: s.Lenght, new_string: s.Length}]}
        - tool: edit
          arguments:
            path: tests/Invoicing.Tests/InvoiceNumberTests.cs
            edits:
              - old_string: "    [Theory]"
                new_string: "    [Fact]\\n    public void TryParse_OfTheShortestNumber_Accepts() => Assert.True(InvoiceNumber.TryParse(\\"2025-1\\", null, out _));\\n\\n    [Theory]"
  - at: 2
    when: {tool_failed: true}
    answer: {text: 'STOPPED: an edit failed.'}
  - at: 2
    answer: {calls: [{tool: run_tests, arguments: {}}]}
  - at: 3
    when: {tool_result_matches: '[1-9]\\d* passed, 0 failed'}
    answer: {text: 'Fixed the misspelt member and covered the shortest number. All tests pass.'}
  - answer: {text: 'STOPPED, because the last answer was not what the job needs.'}
`,
  { workspace: "invoicing", arrange: breakBuild, isTrusted: true },
  async ({ workbench, editor }) => {
    await workbench.openFile("InvoiceNumber.cs");
    await workbench.build();
    await workbench.page.locator(".squiggly-error").first().waitFor({ timeout: 90_000 });
    await workbench.command("View: Toggle Panel Visibility");
    await workbench.goToLine(15, 30);
    await workbench.codeAction("EditorAgent: Fix and add tests");
    const panel = workbench.panel;
    await panel.ready();
    await panel.items("user").filter({ hasText: "Fix and add tests" }).waitFor();
    const done = panel.items("agent").filter({ hasText: /All tests pass|STOPPED/ });
    const question = panel.option("allow_once");
    while ((await done.count()) === 0) {
      await question.or(done).first().waitFor({ timeout: 120_000 });
      if (await question.isVisible()) {
        await workbench.picture("fix-and-add-tests-question");
        await question.click();
        await question.waitFor({ state: "detached" });
      }
    }

    assert.match(await done.innerText(), /All tests pass/);
    assert.match(readFileSync(join(editor.workspace, "src/Invoicing/InvoiceNumber.cs"), "utf8"), /s\.Length < 6/);
    await panel.byId("review-bar").waitFor();
    await workbench.picture("fix-and-add-tests");
  },
);
