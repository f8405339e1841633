import type { SessionUpdate } from "../../exchange/protocol";

/** A subagent's conversation as Markdown: what it was asked, what it looked at and did, what it said. Pure, for its tests. */
export function subagentText(title: string, updates: readonly SessionUpdate[], isPartial: boolean): string {
  const paragraphs: string[] = [`# ${title}`];
  let speaker = "";
  for (const update of updates) {
    const kind = update.sessionUpdate;
    if (kind === "user_message_chunk" || kind === "agent_message_chunk") {
      const { content } = update as Extract<SessionUpdate, { sessionUpdate: "user_message_chunk" | "agent_message_chunk" }>;
      if (content.type !== "text") {
        continue;
      }

      if (speaker === kind) {
        paragraphs.push((paragraphs.pop() ?? "") + content.text);
      } else {
        paragraphs.push(kind === "user_message_chunk" ? "## Asked" : "## Said", content.text);
      }

      speaker = kind;
    } else if (kind === "tool_call") {
      const { title: call } = update as Extract<SessionUpdate, { sessionUpdate: "tool_call" }>;
      const line = `- ${call}`;
      if (speaker === kind) {
        paragraphs.push(`${paragraphs.pop() ?? ""}\n${line}`);
      } else {
        paragraphs.push(line);
      }

      speaker = kind;
    }
  }

  return [...paragraphs, ...(isPartial ? ["*It goes on: this is what is there so far.*"] : [])].join("\n\n") + "\n";
}
