import { describe, expect, it } from "vitest";
import type { SessionUpdate } from "../../exchange/protocol";
import { subagentText } from "../../src/chat/subagentText";

const text = (sessionUpdate: string, value: string): SessionUpdate => ({ sessionUpdate, content: { type: "text", text: value } }) as SessionUpdate;
const call = (title: string): SessionUpdate => ({ sessionUpdate: "tool_call", toolCallId: title, title }) as SessionUpdate;

describe("a subagent's conversation as text", () => {
  it("tells what was asked, done and said, each once and in order", () => {
    const told = subagentText("Find the colour", [text("user_message_chunk", "Look."), call("Read notes.txt"), call("Search colour"), text("agent_message_chunk", "It "), text("agent_message_chunk", "is red.")], false);
    expect(told).toBe("# Find the colour\n\n## Asked\n\nLook.\n\n- Read notes.txt\n- Search colour\n\n## Said\n\nIt is red.\n");
  });

  it("says that it goes on, and leaves out what is no text", () => {
    const picture = { sessionUpdate: "agent_message_chunk", content: { type: "image", data: "", mimeType: "image/png" } } as SessionUpdate;
    expect(subagentText("T", [picture], true)).toBe("# T\n\n*It goes on: this is what is there so far.*\n");
  });
});
