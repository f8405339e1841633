import assert from "node:assert/strict";
import { scenario } from "../harness/scenario.ts";

const messages = 1_000;
const snapshotBudget = 200;
const deltaBudget = 50;

// Printed against the budgets of a calm machine; the test fails only far beyond them, because machines that run it are not.
scenario("A transcript of 1,000 messages is drawn and goes on being fluent", "turns:\n  - answer: {text: Hello.}\n", { workspace: { "notes.txt": "a\n" } }, async ({ workbench }) => {
  const panel = await workbench.openChat();
  await panel.send("Hello.");
  await panel.said("Hello.");
  const times = await panel.frame.locator("body").evaluate(async (_, count) => {
    const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
    const tell = (data: unknown) => window.dispatchEvent(new MessageEvent("message", { data }));
    const items = Array.from({ length: count }, (_, index) =>
      index % 2 === 0
        ? { kind: "user", key: `u${index}`, parts: [{ type: "text", text: `Question ${index}` }] }
        : { kind: "agent", key: `agent_${index}`, text: `Answer **${index}** with \`code\` and a list:\n\n- one\n- two\n` });
    const view = { connection: { state: "ready" }, modes: [], review: { files: [] }, turns: [], forms: [], editor: { problems: 0 }, acceptsImages: false };
    const snapshot = { sequence: count, items, plan: [], commands: [], options: [], turn: "running" };
    const begin = performance.now();
    tell({ type: "snapshot", session: { sessionId: "long" }, snapshot, view });
    await painted();
    const drawn = performance.now() - begin;
    const deltas: number[] = [];
    for (let piece = 0; piece < 40; piece++) {
      const start = performance.now();
      const update = { sessionUpdate: "agent_message_chunk", messageId: "last", content: { type: "text", text: `piece ${piece} ` } };
      tell({ type: "events", sessionId: "long", from: count + 1 + piece, events: [{ type: "update", update, at: 0 }] });
      await painted();
      deltas.push(performance.now() - start);
    }

    return { drawn, delta: deltas.sort((a, b) => a - b)[deltas.length >> 1]!, shown: document.body.textContent!.includes("piece 39") };
  }, messages);
  console.log(`snapshot of ${messages}: ${times.drawn.toFixed(0)} ms (budget ${snapshotBudget}); delta to paint, median: ${times.delta.toFixed(0)} ms (budget ${deltaBudget}, two frames included)`);
  assert.ok(times.shown, "the last piece is not on the screen");
  assert.ok(times.drawn < 10 * snapshotBudget && times.delta < 10 * deltaBudget);
});
