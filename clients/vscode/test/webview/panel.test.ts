import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ToPanel } from "../../exchange/bridge";
import { chunk, conversation, diff, editCall, events, review, shellCall, shellQuestion, shown, text, tool, updated } from "./conversations";
import { bundle, launch, PanelPage, whyNot, type Bundle } from "./page";

const deadline = 60_000;

// Skipped only where there is no Chromium, which the run says; CI has one.
describe.skipIf(whyNot !== undefined)("the panel in a browser", { timeout: deadline }, () => {
  let browser: Browser;
  let built: Bundle;
  let panel: PanelPage;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), bundle()]);
  }, deadline);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    panel = await PanelPage.open(browser, built);
  });
  afterEach(async () => {
    const { problems } = panel;
    await panel.close();
    expect(problems).toEqual([]);
  });

  const item = (key: string) => panel.page.locator(`[data-testid=item][data-key="${key}"]`);
  const composer = () => panel.page.getByTestId("composer");
  const option = (id: string) => panel.page.locator(`[data-testid=option][data-option-id="${id}"]`);
  const ask: ToPanel = events(11, { type: "asked", toolCallId: "t9", title: "dotnet test", question: shellQuestion });

  it("says that it is ready, and nothing else, by itself", async () => {
    await panel.send(shown(conversation));
    expect(await panel.sent()).toEqual([{ type: "ready" }]);
  });

  it("draws the items of a snapshot in order, by their keys and kinds", async () => {
    await panel.send(shown(conversation));
    const drawn = await panel.page.getByTestId("item").evaluateAll((all) => all.map((each) => `${(each as HTMLElement).dataset.kind} ${(each as HTMLElement).dataset.key}`));
    expect(drawn).toEqual(conversation.map(({ kind, key }) => `${kind} ${key}`));
  });

  it("grows a message by its chunks and leaves the finished blocks alone", async () => {
    await panel.send(shown([], { turn: "running" }), events(11, chunk("First *part*.\n\nSec")));
    await panel.page.evaluate(() => document.querySelector("[data-kind=agent] .block")?.setAttribute("data-mark", "kept"));
    await panel.send(events(12, chunk("ond part.\n\n- one"), chunk("\n- two")));
    expect(await item("agent_m1").locator(".markdown").innerText()).toContain("Second part.");
    expect(await item("agent_m1").locator("li").count()).toBe(2);
    expect(await panel.page.locator("[data-mark=kept]").count()).toBe(1);
  });

  it("announces sentences when they are whole, each once", async () => {
    await panel.send(shown([], { turn: "running" }), events(11, chunk("I will look. Then I wi")));
    await panel.send(events(12, chunk("ll fix it. And")));
    await panel.send(events(13, { type: "turn", state: "idle" }));
    expect(await panel.page.getByTestId("live").locator("div").allInnerTexts()).toEqual(["I will look.", "Then I will fix it.", "The turn ended.", "And"]);
    expect(await panel.page.getByTestId("transcript").getAttribute("role")).toBe("log");
  });

  it("asks for the whole again when events are missing, and passes over those it has", async () => {
    await panel.send(shown([]), events(5, chunk("old")), events(14, chunk("gap")));
    expect(await panel.sentOf("ready")).toHaveLength(2);
    expect(await panel.page.getByTestId("item").count()).toBe(0);
  });

  it("keeps what strangers write as text", async () => {
    const evil = `<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> [a](javascript:window.hacked=1) [b](command:workbench.action.quit) ![p](https://evil.test/p.png) <a href="command:x">c</a> [d](data:text/html,x)`;
    await panel.send(shown([
      { kind: "user", key: "u", parts: [{ type: "text", text: evil }] },
      { kind: "agent", key: "a", text: evil },
      { kind: "notice", key: "n", severity: "error", title: evil, description: evil },
      tool({ toolCallId: "t", title: evil, status: "failed", server: evil, tool: evil, content: [text(evil)], rawInput: { evil }, decision: { by: "rule", text: evil } }),
      tool({ toolCallId: "q", title: evil, status: "pending", question: { ...shellQuestion, content: [text(evil)], options: [{ optionId: "x", name: evil, kind: "allow_once" }] } }),
    ], { plan: [{ content: evil, priority: "low", status: "pending" }] }, { forms: [{ formId: "f", params: { mode: "form", message: evil, requestedSchema: { title: evil, properties: { [evil]: { type: "string", title: evil, description: evil } } } } }] }, evil));
    expect(await panel.page.evaluate("window.hacked")).toBeUndefined();
    expect(await panel.page.locator("img, script:not([nonce]), a, iframe").count()).toBe(0);
    const links = await panel.page.locator("[data-href]").evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.href));
    expect(links).toEqual(["https://evil.test/p.png"]);
    expect(await item("a").textContent()).toContain(`<img src=x onerror="window.hacked=1">`);
  });

  it("opens links only through the host, by mouse and by keyboard", async () => {
    await panel.send(shown([{ kind: "agent", key: "a", text: "See [docs](https://example.com/a?b=1) and [Cart](src/Cart.cs#L13)." }]));
    await panel.page.getByText("docs").click();
    await panel.page.getByText("Cart", { exact: true }).focus();
    await panel.page.keyboard.press("Enter");
    expect((await panel.sentOf("openLink")).map(({ href }) => href)).toEqual(["https://example.com/a?b=1", "src/Cart.cs#L13"]);
    expect(panel.page.url()).toBe("https://panel.test/");
  });

  it("copies a block of code as it is", async () => {
    await panel.send(shown([{ kind: "agent", key: "a", text: "```html\n<b>\"x\"</b>\n  end\n```" }]));
    expect(await item("a").locator(".language").innerText()).toBe("html");
    await item("a").getByRole("button", { name: "Copy code" }).click();
    expect(await panel.sentOf("copy")).toEqual([{ type: "copy", text: "<b>\"x\"</b>\n  end" }]);
  });

  it("shows a call's way: running with output, done with duration, decision, server and tool", async () => {
    await panel.send(shown([], { turn: "running" }), events(11,
      updated({ sessionUpdate: "tool_call", toolCallId: "c", title: "dotnet test", kind: "execute", status: "pending", rawInput: { command: "dotnet test" } }),
      updated({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "in_progress", content: [text("\u001b[32mRestoring\u001b[0m 10%\rRestoring 100%")] })));
    expect(await item("tool_c").getAttribute("data-state")).toBe("running");
    expect(await item("tool_c").getByTestId("output").innerText()).toBe("Restoring 100%");
    await panel.send(events(13, updated({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "completed", rawOutput: { passed: 18, failed: 1, skipped: 2 }, _meta: { editoragent: { durationMs: 2_340, server: "build", tool: "test", decision: { by: "rule", text: "Allowed by Bash(dotnet test)", isAllowed: true } } } })));
    expect(await item("tool_c").getAttribute("data-state")).toBe("ok");
    expect(await item("tool_c").getByTestId("answer").innerText()).toBe("18 passed, 1 failed, 2 skipped");
    expect(await item("tool_c").locator(".tool-time").innerText()).toBe("2.3 s");
    expect(await item("tool_c").locator(".tool-head").innerText()).toContain("build · test");
    await item("tool_c").locator(".tool-head").click();
    expect(await item("tool_c").getByTestId("decision").innerText()).toBe("Allowed by Bash(dotnet test)");
  });

  it("folds long output until all is asked for", async () => {
    await panel.send(shown([tool({ toolCallId: "c", toolKind: "execute", status: "failed", content: [text(Array.from({ length: 100 }, (_, i) => `line ${i + 1}`).join("\n"))] })]));
    expect((await item("tool_c").getByTestId("output").innerText()).split("\n")).toHaveLength(12);
    await panel.page.setViewportSize({ width: 420, height: 300 });
    expect(await item("tool_c").getByTestId("output").evaluate((box) => box.scrollTop)).toBe(0);
    await item("tool_c").getByTestId("show-all").click();
    expect((await item("tool_c").getByTestId("output").innerText()).split("\n")).toHaveLength(100);
  });

  it("shows what changed in a file by lines, unfolds the rest, and opens it in the editor", async () => {
    await panel.send(shown([tool({ toolCallId: "e", toolKind: "edit", title: "Edit", content: [diff] })]));
    const lines = item("tool_e").locator(".diff-line");
    expect(await lines.filter({ has: panel.page.locator("text=added:") }).count()).toBe(2);
    const before = await lines.count();
    await item("tool_e").locator(".diff-fold").first().click();
    expect(await lines.count()).toBeGreaterThan(before);
    await item("tool_e").getByTestId("open-diff").click();
    expect(await panel.sentOf("openDiff")).toEqual([{ type: "openDiff", toolCallId: "e", path: diff.path }]);
  });

  it("shows a question exactly as given, with its options in their order and full words", async () => {
    await panel.send(shown([], { turn: "running" }), ask);
    const card = panel.page.getByTestId("approval-card");
    expect(await card.locator(".exact").first().innerText()).toBe("dotnet test --no-build --logger \"console;verbosity=minimal\"");
    expect(await card.locator(".exact").nth(1).innerText()).toBe("Mark: not sandboxed\nWhy asked: no rule allows dotnet test\nTool: shell\nRuns: NOT sandboxed, network on");
    expect(await card.getByTestId("option").allInnerTexts()).toEqual(shellQuestion.options.map(({ name }) => name));
  });

  it("never takes the focus for a question, and Enter in the message field never answers it", async () => {
    await panel.send(shown([], { turn: "running" }));
    await composer().focus();
    await panel.page.keyboard.type("hello");
    await panel.send(ask);
    await panel.armed();
    expect(await panel.focused()).toBe("composer");
    await panel.page.keyboard.press("Enter");
    await panel.page.keyboard.press("Enter");
    await panel.page.keyboard.press("Control+Enter");
    expect(await panel.sentOf("answer")).toEqual([]);
    expect((await panel.sentOf("prompt")).map(({ text: said, when }) => [said, when])).toEqual([["hello", "queue"]]);
  });

  it("takes no answer before the question has been in sight for its time", async () => {
    const slow = { ...shellQuestion, armAfterMs: 3_600_000 };
    await panel.send(shown([], { turn: "running" }), events(11, { type: "asked", toolCallId: "t9", question: slow }));
    expect(await option("allow_once").getAttribute("aria-disabled")).toBe("true");
    await option("allow_once").click({ force: true });
    await option("allow_once").focus();
    await panel.page.keyboard.press("Enter");
    await panel.page.keyboard.press("Space");
    await panel.page.getByTestId("feedback").fill("no");
    await panel.page.keyboard.press("Enter");
    expect(await panel.sentOf("answer")).toEqual([]);
  });

  it("takes the answer once it has", async () => {
    await panel.send(shown([], { turn: "running" }), ask);
    await option("allow_once").click();
    expect(await panel.sentOf("answer")).toEqual([{ type: "answer", questionId: "q1", optionId: "allow_once" }]);
  });

  it("waits anew when what grows above pushes the question elsewhere in sight", async () => {
    await panel.page.setViewportSize({ width: 420, height: 1_400 });
    const above = tool({ toolCallId: "above", toolKind: "execute", title: "make", status: "in_progress", content: [text("one")] });
    await panel.send(shown([above, shellCall], { turn: "running" }));
    await panel.armed();
    await panel.page.evaluate(() => {
      const seen: (string | null)[] = [];
      const button = document.querySelector("[data-option-id=allow_once]");
      Object.assign(window, { seen });
      if (button !== null) {
        new MutationObserver(() => seen.push(button.getAttribute("aria-disabled"))).observe(button, { attributes: true });
      }
    });
    await panel.send(events(11, updated({ sessionUpdate: "tool_call_update", toolCallId: "above", content: [text("one\ntwo\nthree\nfour")] })));
    await expect.poll(() => panel.page.evaluate("window.seen.filter((value, at, all) => value !== all[at - 1]).join()")).toBe("true,false");
  });

  for (const key of ["F6", "Alt+a"]) {
    it(`is answered by keyboard alone: ${key} leads to the heading, and the answer back to the message field`, async () => {
      await panel.send(shown([], { turn: "running" }));
      await composer().focus();
      await panel.send(ask);
      await panel.armed();
      await panel.page.keyboard.press(key);
      expect(await panel.focused()).toBe("approval-heading");
      await panel.page.keyboard.press("Enter");
      await panel.page.keyboard.press("Space");
      expect(await panel.sentOf("answer")).toEqual([]);
      for (let i = 0; i < 20 && (await panel.focused()) !== "option"; i++) {
        await panel.page.keyboard.press("Tab");
      }

      await panel.page.keyboard.press("Tab");
      await panel.page.keyboard.press("Enter");
      expect(await panel.sentOf("answer")).toEqual([{ type: "answer", questionId: "q1", optionId: "allow_session_0" }]);
      expect(await panel.focused()).toBe("composer");
    });
  }

  it("rejects with what the user wants instead, and sends one answer only", async () => {
    await panel.send(shown([], { turn: "running" }), ask);
    await panel.armed();
    await panel.page.getByTestId("feedback").fill("Use the build task");
    await panel.page.keyboard.press("Enter");
    await option("allow_once").click({ force: true });
    expect(await panel.sentOf("answer")).toEqual([{ type: "answer", questionId: "q1", optionId: "reject_once", feedback: "Use the build task" }]);
  });

  it("sends changed arguments whole, and only with allowing once", async () => {
    await panel.send(shown([], { turn: "running" }), ask);
    await panel.armed();
    await panel.page.getByTestId("edit-arguments").locator("summary").click();
    await panel.page.locator("[data-argument=command]").fill("dotnet test");
    expect(await option("allow_always_0").getAttribute("aria-disabled")).toBe("true");
    await option("allow_always_0").click({ force: true });
    await option("allow_once").click();
    expect(await panel.sentOf("answer")).toEqual([{ type: "answer", questionId: "q1", optionId: "allow_once", arguments: { command: "dotnet test", timeout: 120 } }]);
  });

  for (const [answer, words] of [
    [{ outcome: "selected", optionId: "reject_once", feedback: "No network" }, "You answered: Reject — “No network”"],
    [{ outcome: "withdrawn" }, "Withdrawn: it was not answered, and nothing was allowed."],
    [{ outcome: "lost" }, "The connection was lost before an answer: nothing was allowed."],
  ] as const) {
    it(`has no buttons any more once it is over, and says how: ${answer.outcome}`, async () => {
      await panel.send(shown([], { turn: "running" }), ask);
      await panel.page.keyboard.press("F6");
      await panel.page.keyboard.press("Tab");
      await panel.send(events(12, { type: "answered", id: "q1", answer }));
      expect(await panel.page.getByTestId("option").count()).toBe(0);
      expect(await item("tool_t9").getByTestId("answer").innerText()).toBe(words);
      expect(await item("tool_t9").getAttribute("data-state")).toBe("denied");
    });
  }

  it("goes from question to question", async () => {
    await panel.send(shown([shellCall, editCall], { turn: "running" }));
    await panel.page.keyboard.press("F6");
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toContain("dotnet test");
    await panel.page.keyboard.press("F6");
    expect(await panel.page.evaluate(() => document.activeElement?.textContent)).toContain("Edit src/Cart.cs");
    await panel.page.keyboard.press("Escape");
    expect(await panel.focused()).toBe("composer");
    expect(await panel.sentOf("stop")).toEqual([]);
  });

  it("follows the end until the user scrolls up, and leads back", async () => {
    await panel.send(shown([...conversation, ...conversation.map((each) => ({ ...each, key: `${each.key}_b` }))], { turn: "running" }));
    const distance = () => panel.page.getByTestId("transcript").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
    expect(await distance()).toBeLessThan(2);
    await panel.page.getByTestId("transcript").hover();
    await panel.page.mouse.wheel(0, -600);
    await panel.page.getByTestId("jump").waitFor();
    const before = await panel.page.getByTestId("transcript").evaluate((log) => log.scrollTop);
    await panel.send(events(11, chunk("More.\n\nAnd more.", "m2")));
    expect(Math.abs((await panel.page.getByTestId("transcript").evaluate((log) => log.scrollTop)) - before)).toBeLessThan(3);
    expect(await panel.page.getByTestId("jump").innerText()).toBe("Jump to latest (1 new)");
    await panel.page.getByTestId("jump").click();
    await expect.poll(distance).toBeLessThan(2);
    expect(await panel.page.getByTestId("jump").isVisible()).toBe(false);
  });

  it("leads to the end whoever sends something while reading further up", async () => {
    await panel.send(shown([...conversation, ...conversation.map((each) => ({ ...each, key: `${each.key}_b` }))]));
    await panel.page.getByTestId("transcript").hover();
    await panel.page.mouse.wheel(0, -600);
    await panel.page.getByTestId("jump").waitFor();
    await composer().fill("And now?");
    await composer().press("Enter");
    await panel.page.getByTestId("jump").waitFor({ state: "hidden" });
    expect(await panel.page.getByTestId("transcript").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThan(2);
  });

  it("keeps draft, place and folds for the next time it is shown, and nothing of the conversation", async () => {
    await panel.send(shown(conversation));
    await composer().fill("half a tho");
    await item("tool_t2").locator(".tool-head").click();
    const state = await panel.state();
    expect(["draft", "folds", "scroll", "sessionId"]).toEqual(expect.arrayContaining(Object.keys(state)));
    expect(JSON.stringify(state)).not.toContain("discount");
    const again = await PanelPage.open(browser, built, { state });
    await again.send(shown(conversation));
    expect(await again.page.getByTestId("composer").inputValue()).toBe("half a tho");
    expect(await again.page.locator("[data-key=tool_t2] .tool-head").getAttribute("aria-expanded")).toBe("true");
    await again.close();
  });

  it("forks from a message, and shows that the agent works while nothing else does", async () => {
    await panel.send(shown(conversation, { turn: "running" }));
    await item("u1").hover();
    await item("u1").getByTestId("fork-here").click();
    expect(await panel.sentOf("forkSession")).toEqual([{ type: "forkSession", sessionId: "session_1", turnId: "turn_1" }]);
    await panel.send(events(11, { type: "said", key: "u9", parts: [{ type: "text", text: "Go" }] }));
    expect(await panel.page.getByTestId("busy").innerText()).toBe("Working…");
    await panel.send(events(12, chunk("Here", "m9")));
    expect(await panel.page.getByTestId("busy").isVisible()).toBe(false);
    await panel.send(events(13, { type: "turn", state: "cancelling" }));
    expect(await panel.page.getByTestId("busy").innerText()).toBe("Stopping…");
    await panel.send(events(14, { type: "turn", state: "idle" }));
    expect(await panel.page.getByTestId("busy").isVisible()).toBe(false);
  });

  it("comes back to the place where one had read", async () => {
    const long = Array.from({ length: 400 }, (_, i) => ({ kind: "agent", key: `m${i}`, text: `Message ${i}\n\nwith two lines.` }) as const);
    await panel.send(shown(long));
    await expect.poll(() => panel.page.getByTestId("transcript").getAttribute("aria-busy")).toBe("false");
    await panel.page.getByTestId("transcript").evaluate((log) => log.scrollTo(0, log.scrollHeight / 2));
    await expect.poll(async () => (await panel.state()).scroll).toBeDefined();
    const state = await panel.state();
    const { key, offset } = state.scroll as { key: string; offset: number };
    const again = await PanelPage.open(browser, built, { state });
    await again.send(shown(long));
    const top = () => again.page.evaluate((wanted) => {
      const log = document.querySelector("[role=log]")?.getBoundingClientRect().top ?? 0;
      return log - (document.querySelector(`[data-key="${wanted}"]`)?.getBoundingClientRect().top ?? 0);
    }, key);
    await expect.poll(() => again.page.getByTestId("transcript").getAttribute("aria-busy")).toBe("false");
    await expect.poll(async () => Math.abs((await top()) - offset)).toBeLessThan(40);
    expect(await again.page.getByTestId("item").count()).toBe(400);
    await again.close();
  });

  it("shows the plan with what is done, and ticks it while the agent works", async () => {
    await panel.send(shown([], { turn: "running" }), events(11, updated({ sessionUpdate: "plan", entries: [{ content: "Read", priority: "low", status: "completed" }, { content: "Write", priority: "low", status: "in_progress" }] })));
    const plan = panel.page.getByTestId("plan");
    expect(await plan.locator(".fold-head").innerText()).toContain("1 of 2");
    await plan.locator(".fold-head").click();
    await panel.send(events(12, updated({ sessionUpdate: "plan", entries: [{ content: "Read", priority: "low", status: "completed" }, { content: "Write", priority: "low", status: "completed" }] })));
    expect(await plan.locator("li").evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.status))).toEqual(["completed", "completed"]);
  });

  it("offers to go back to before a message whose turn changed files, asks first, and offers to undo that", async () => {
    const turn = { turnId: "turn_1", startedAt: "2026-11-21T10:00:00Z", files: 2 };
    await panel.send(shown(conversation, {}, { turns: [{ ...turn, isUndone: false }] }));
    await item("u1").getByRole("button", { name: "Restore files to before this" }).click();
    expect(await panel.sentOf("restore")).toEqual([]);
    await item("u1").getByRole("button", { name: "Restore", exact: true }).click();
    expect(await panel.sentOf("restore")).toEqual([{ type: "restore", turnId: "turn_1" }]);
    await panel.send(shown(conversation, {}, { turns: [{ ...turn, isUndone: true }] }));
    await item("u1").getByTestId("undo-restore").click();
    expect(await panel.sentOf("undoRestore")).toEqual([{ type: "undoRestore", turnId: "turn_1" }]);
  });

  it("has a bar for changes to review; undoing all asks first", async () => {
    await panel.send(shown(conversation, {}, { review }));
    const bar = panel.page.getByTestId("review-bar");
    expect((await bar.locator(".fold-head").innerText()).replace(/\s+/g, " ")).toBe("3 files changed +57 −6");
    await bar.getByRole("button", { name: "Undo all" }).click();
    expect(await panel.sentOf("review")).toEqual([]);
    await bar.getByRole("button", { name: "Undo all" }).click();
    await bar.getByTestId("review-keep").click();
    await bar.getByTestId("review-open").click();
    await bar.locator(".fold-head").click();
    await bar.getByRole("button", { name: "Keep Discount.cs" }).click();
    expect(await panel.sentOf("review")).toEqual([{ type: "review", action: "undo" }, { type: "review", action: "keep" }, { type: "review", action: "open" }, { type: "review", action: "keep", path: "src/Discount.cs" }]);
  });
});
