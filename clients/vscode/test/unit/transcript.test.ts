import { describe, expect, it } from "vitest";
import type { SessionUpdate } from "../../exchange/protocol";
import { Transcript, type Item, type Question, type TranscriptEvent } from "../../exchange/transcript";

const update = (value: SessionUpdate, at = 0): TranscriptEvent => ({ type: "update", update: value, at });
const says = (text: string, messageId?: string): TranscriptEvent =>
  update({ sessionUpdate: "agent_message_chunk", content: { type: "text", text }, ...(messageId === undefined ? {} : { messageId }) });
const question = (id: string): Question => ({ id, options: [{ optionId: "allow_once", name: "Allow once", kind: "allow_once" }], content: [], editableArguments: [], armAfterMs: 300 });
const played = (...events: TranscriptEvent[]): Transcript => {
  const transcript = new Transcript();
  events.forEach((event) => transcript.apply(event));
  return transcript;
};
const tool = (transcript: Transcript, id: string) => transcript.snapshot.items.find((item): item is Extract<Item, { kind: "tool" }> => item.key === `tool_${id}`);

describe("Transcript", () => {
  it("joins the chunks of one message and tells which item changed", () => {
    const transcript = new Transcript();
    expect(transcript.apply(says("Hel", "m1"))).toEqual(["agent_m1"]);
    expect(transcript.apply(says("lo", "m1"))).toEqual(["agent_m1"]);
    transcript.apply(says("Other", "m2"));
    expect(transcript.snapshot.items.map((item) => "text" in item && item.text)).toEqual(["Hello", "Other"]);
  });

  it("joins chunks without an id only while nothing came between them", () => {
    const transcript = played(says("a"), says("b"), update({ sessionUpdate: "tool_call", toolCallId: "c", title: "Read" }), says("c"));
    expect(transcript.snapshot.items.map((item) => item.kind)).toEqual(["agent", "tool", "agent"]);
    expect(transcript.snapshot.items[0]).toMatchObject({ text: "ab" });
  });

  it("keeps thought and answer of one message apart", () => {
    const transcript = played(update({ sessionUpdate: "agent_thought_chunk", content: { type: "text", text: "hm" }, messageId: "m" }), says("yes", "m"));
    expect(transcript.snapshot.items.map((item) => [item.kind, "text" in item && item.text])).toEqual([["thought", "hm"], ["agent", "yes"]]);
  });

  it("updates a tool call in place and measures how long it ran", () => {
    const transcript = played(
      update({ sessionUpdate: "tool_call", toolCallId: "c", title: "Run tests", kind: "execute", status: "pending", rawInput: { command: "dotnet test" } }, 10),
      update({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "in_progress" }, 20),
      update({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "completed", content: [{ type: "content", content: { type: "text", text: "ok" } }] }, 50),
    );
    expect(transcript.snapshot.items).toHaveLength(1);
    expect(tool(transcript, "c")).toMatchObject({ title: "Run tests", toolKind: "execute", status: "completed", startedAt: 20, endedAt: 50, rawInput: { command: "dotnet test" } });
  });

  it("shows a question at its call and takes one answer", () => {
    const transcript = played(update({ sessionUpdate: "tool_call", toolCallId: "c", title: "Write" }), { type: "asked", toolCallId: "c", question: question("q1") });
    expect(transcript.openQuestions.map((item) => item.question?.id)).toEqual(["q1"]);
    transcript.apply({ type: "answered", id: "q1", answer: { outcome: "selected", optionId: "allow_once" } });
    expect(transcript.openQuestions).toEqual([]);
    transcript.apply({ type: "answered", id: "q1", answer: { outcome: "lost" } });
    expect(tool(transcript, "c")?.question?.answer).toEqual({ outcome: "selected", optionId: "allow_once" });
  });

  it("shows a question about a call that was not announced", () => {
    const transcript = played({ type: "asked", toolCallId: "c", title: "Trust this workspace?", question: question("q1") });
    expect(tool(transcript, "c")).toMatchObject({ title: "Trust this workspace?", status: "pending" });
  });

  it("withdraws what is open when the turn ends", () => {
    const transcript = played({ type: "asked", toolCallId: "c", question: question("q1") }, { type: "turn", state: "idle" });
    expect(tool(transcript, "c")?.question?.answer).toEqual({ outcome: "withdrawn" });
  });

  it("takes nothing for allowed when the sidecar is lost", () => {
    const transcript = played(
      { type: "turn", state: "running" },
      update({ sessionUpdate: "tool_call", toolCallId: "a", title: "A", status: "in_progress" }),
      update({ sessionUpdate: "tool_call", toolCallId: "b", title: "B", status: "completed" }),
      { type: "asked", toolCallId: "c", question: question("q1") },
      { type: "lost" },
    );
    expect(transcript.snapshot.turn).toBe("idle");
    expect([tool(transcript, "a")?.status, tool(transcript, "b")?.status]).toEqual(["failed", "completed"]);
    expect(tool(transcript, "c")?.question?.answer).toEqual({ outcome: "lost" });
  });

  it("marks what waits, and no longer when it was read or taken back", () => {
    const transcript = played(
      { type: "said", key: "u1", parts: [{ type: "text", text: "next" }], waits: "queue" },
      { type: "said", key: "u2", parts: [{ type: "text", text: "and" }], waits: "queue" },
      { type: "read", key: "u1" },
      { type: "unsaid", key: "u2" },
    );
    expect(transcript.snapshot.items).toEqual([{ kind: "user", key: "u1", parts: [{ type: "text", text: "next" }] }]);
    expect(transcript.apply({ type: "said", key: "u3", parts: [] })).toEqual(["u3"]);
    expect(transcript.snapshot.items.map((item) => item.key)).toEqual(["u1", "u3"]);
  });

  it("goes on from a snapshot as if it had seen everything", () => {
    const events: TranscriptEvent[] = [
      says("a", "m1"),
      update({ sessionUpdate: "tool_call", toolCallId: "c", title: "Read", status: "in_progress" }, 1),
      update({ sessionUpdate: "plan", entries: [{ content: "Look", priority: "high", status: "pending" }] }),
      update({ sessionUpdate: "usage_update", used: 5, size: 10 }),
      update({ sessionUpdate: "notice", severity: "warning", title: "Careful" }),
      update({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "failed" }, 9),
      says("b", "m1"),
    ];
    for (let cut = 0; cut <= events.length; cut++) {
      const first = played(...events.slice(0, cut));
      const second = new Transcript(JSON.parse(JSON.stringify(first.snapshot)));
      events.slice(cut).forEach((event) => second.apply(event));
      expect(JSON.parse(JSON.stringify(second.snapshot))).toEqual(JSON.parse(JSON.stringify(played(...events).snapshot)));
    }
  });

  it("bears updates of kinds that are not known yet", () => {
    expect(new Transcript().apply(update({ sessionUpdate: "from_the_future" } as unknown as SessionUpdate))).toEqual([]);
  });

  it("gives an item that changed a new identity and leaves the others theirs", () => {
    const transcript = played(says("a", "m1"), says("b", "m2"));
    const [first, second] = transcript.snapshot.items;
    transcript.apply(says("!", "m2"));
    expect(transcript.snapshot.items[0]).toBe(first);
    expect(transcript.snapshot.items[1]).not.toBe(second);
  });
});
