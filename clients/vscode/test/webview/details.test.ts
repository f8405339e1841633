import { describe, expect, it } from "vitest";
import { Transcript } from "../../exchange/transcript";
import { updated } from "./conversations";

describe("what the sidecar says beside ACP's own words", () => {
  it("stays with the call: who decided, how long it ran, whose tool it is", () => {
    const transcript = new Transcript();
    const details = { server: "github", tool: "search", decision: { by: "rule", text: "Allowed by mcp__github__*", isAllowed: true } };
    transcript.apply(updated({ sessionUpdate: "tool_call", toolCallId: "c", title: "Search", _meta: { editoragent: details } }));
    transcript.apply(updated({ sessionUpdate: "tool_call_update", toolCallId: "c", status: "completed", _meta: { editoragent: { durationMs: 12 } } }));
    expect(transcript.snapshot.items[0]).toMatchObject({ ...details, durationMs: 12 });
  });

  it("is not taken in another shape", () => {
    const transcript = new Transcript();
    transcript.apply(updated({ sessionUpdate: "tool_call", toolCallId: "c", title: "Search", _meta: { editoragent: { server: 1, durationMs: "long", decision: { text: "x" } } } }));
    transcript.apply(updated({ sessionUpdate: "tool_call_update", toolCallId: "c", _meta: { editoragent: "x" } }));
    expect(Object.keys(transcript.snapshot.items[0] ?? {})).not.toEqual(expect.arrayContaining(["server"]));
    expect(transcript.snapshot.items[0]).not.toHaveProperty("decision");
  });

  it("counts the tests of a call", () => {
    const transcript = new Transcript();
    transcript.apply(updated({ sessionUpdate: "tool_call", toolCallId: "c", title: "dotnet test", rawOutput: { passed: 3, failed: "1" } }));
    expect(transcript.snapshot.items[0]).not.toHaveProperty("tests");
    transcript.apply(updated({ sessionUpdate: "tool_call_update", toolCallId: "c", rawOutput: { passed: 3, failed: 1, skipped: 0 } }));
    expect(transcript.snapshot.items[0]).toMatchObject({ tests: { passed: 3, failed: 1, skipped: 0 } });
  });

  it("ties a message of the user to the turn it began, live and when it is read back", () => {
    const transcript = new Transcript();
    transcript.apply({ type: "said", key: "u1", parts: [{ type: "text", text: "Go" }] });
    transcript.apply({ type: "began", key: "u1", turnId: "turn_1" });
    transcript.apply(updated({ sessionUpdate: "agent_message_chunk", content: { type: "text", text: "Done" } }));
    transcript.apply(updated({ sessionUpdate: "user_message_chunk", messageId: "u2", content: { type: "text", text: "More" }, _meta: { editoragent: { turnId: "turn_2" } } }));
    expect(transcript.snapshot.items.filter((item) => item.kind === "user").map((item) => item.kind === "user" && item.turnId)).toEqual(["turn_1", "turn_2"]);
  });

  it("knows when the first and the last piece of a thought came", () => {
    const transcript = new Transcript();
    transcript.apply(updated({ sessionUpdate: "agent_thought_chunk", content: { type: "text", text: "Hm" } }, 1_000));
    transcript.apply(updated({ sessionUpdate: "agent_thought_chunk", content: { type: "text", text: "m." } }, 4_000));
    expect(transcript.snapshot.items[0]).toMatchObject({ text: "Hmm.", startedAt: 1_000, endedAt: 4_000 });
  });
});
