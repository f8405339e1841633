import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Item } from "../../exchange/transcript";
import { chunk, diff, events, markdown, shown, tool, text } from "./conversations";
import { bundle, launch, PanelPage, whyNot, type Bundle } from "./page";

const deadline = 120_000;

/** Budgets are printed, and only a multiple of them fails: a busy machine is not a defect. */
const slack = 5;
const budget = { script: 250_000, scriptGzip: 80_000, snapshotMs: 200, deltaMs: 50 } as const;

function figure(name: string, value: number, most: number): number {
  console.log(`${name}: ${Math.round(value)} (budget ${most})`);
  return value / most;
}

function longConversation(length: number): readonly Item[] {
  return Array.from({ length }, (_, i): Item => {
    switch (i % 5) {
      case 0:
        return { kind: "user", key: `i${i}`, parts: [{ type: "text", text: `Question ${i}: why does the total differ?` }] };
      case 1:
        return { kind: "thought", key: `i${i}`, text: "I should look." };
      case 2:
        return tool({ toolCallId: `i${i}`, key: `i${i}`, content: [text("found 3 lines")] });
      case 3:
        return i % 25 === 3 ? tool({ toolCallId: `i${i}`, key: `i${i}`, toolKind: "edit", content: [diff] }) : { kind: "agent", key: `i${i}`, text: `It is **rounding** in \`Cart.Total\`, message ${i}.` };
      default:
        return { kind: "agent", key: `i${i}`, text: i % 20 === 4 ? markdown : `Done with *step* ${i}. Next is [the test](test/A.cs).` };
    }
  });
}

describe("what the panel weighs", () => {
  it("stays within its budget", async () => {
    const { script } = await bundle();
    expect(figure("webview.js bytes", script.length, budget.script)).toBeLessThanOrEqual(1);
    expect(figure("webview.js bytes, gzip", gzipSync(script).length, budget.scriptGzip)).toBeLessThanOrEqual(1);
  });
});

// Skipped only where there is no Chromium, which the run says; CI has one.
describe.skipIf(whyNot !== undefined)("how fast the panel is", { timeout: deadline }, () => {
  let browser: Browser;
  let built: Bundle;

  beforeAll(async () => {
    [browser, built] = await Promise.all([launch(), bundle()]);
  }, deadline);
  afterAll(() => browser?.close());

  for (const length of [1_000, 5_000]) {
    it(`paints a conversation of ${length} items at once, the rest soon, and stays fluent`, async () => {
      const panel = await PanelPage.open(browser, built);
      const took = await panel.page.evaluate(async (data) => {
        const painted = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        await painted();
        const start = performance.now();
        window.dispatchEvent(new MessageEvent("message", { data }));
        await painted();
        const first = performance.now() - start;
        while (document.querySelector("[role=log]")?.getAttribute("aria-busy") === "true") {
          await painted();
        }

        return { first, all: performance.now() - start };
      }, shown(longConversation(length), { turn: "running" }));
      expect(await panel.page.getByTestId("item").count()).toBe(length);
      const end = await panel.page.getByTestId("transcript").evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      expect(end).toBeLessThan(2);
      const within = figure(`${length} items, snapshot to paint, ms`, took.first, budget.snapshotMs);
      console.log(`${length} items, all drawn, ms: ${Math.round(took.all)}`);

      const deltas = await panel.page.evaluate(async (messages) => {
        const times: number[] = [];
        for (const data of messages) {
          const start = performance.now();
          window.dispatchEvent(new MessageEvent("message", { data }));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          times.push(performance.now() - start);
        }

        return times.sort((a, b) => a - b);
      }, Array.from({ length: 60 }, (_, i) => events(11 + i, chunk(`Sentence ${i} of a long answer, with \`code\`.${i % 6 === 0 ? "\n\n" : " "}`))));
      const median = figure(`${length} items, delta to paint, median ms`, deltas[30] ?? Infinity, budget.deltaMs);
      figure(`${length} items, delta to paint, 95th of 100, ms`, deltas[57] ?? Infinity, budget.deltaMs);
      await panel.close();
      expect(panel.problems).toEqual([]);
      expect(within).toBeLessThan(slack);
      expect(median).toBeLessThan(slack);
    });
  }
});
