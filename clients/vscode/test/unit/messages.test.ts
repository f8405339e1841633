import { describe, expect, it } from "vitest";
import type { FromPanel } from "../../exchange/bridge";
import { parseFromPanel } from "../../src/chat/messages";

const block = { type: "resource_link", name: "a.cs", uri: "file:///w/a.cs" } as const;
const good: readonly FromPanel[] = [
  { type: "ready" },
  { type: "prompt", key: "k", text: "Hello", attachments: [{ id: "1", kind: "file", label: "a.cs", block }], when: "queue" },
  { type: "prompt", key: "k", text: "", attachments: [{ id: "1", kind: "image", label: "a", block: { type: "image", mimeType: "image/png", data: "AA==" } }], when: "now" },
  { type: "unqueue", key: "k" },
  { type: "stop" },
  { type: "answer", questionId: "q", optionId: "allow_once" },
  { type: "answer", questionId: "q", optionId: "reject_once", feedback: "no" },
  { type: "answer", questionId: "q", optionId: "allow_once", arguments: { command: "ls" } },
  { type: "submitForm", formId: "f", action: "accept", content: { name: "x" } },
  { type: "setOption", configId: "model", value: "main" },
  { type: "setOption", configId: "thinking", value: false },
  { type: "setMode", modeId: "plan" },
  { type: "openLink", href: "https://example.com" },
  { type: "openLocation", path: "/w/a.cs", line: 3 },
  { type: "openDiff", toolCallId: "t", path: "/w/a.cs" },
  { type: "openSubagent", toolCallId: "t" },
  { type: "copy", text: "x" },
  { type: "review", action: "keep", path: "/w/a.cs" },
  { type: "restore", turnId: "t" },
  { type: "undoRestore", turnId: "t" },
  { type: "newSession" },
  { type: "openSession", sessionId: "s" },
  { type: "forkSession", sessionId: "s", turnId: "t" },
  { type: "exportSession", sessionId: "s" },
  { type: "renameSession", sessionId: "s", title: "New" },
  { type: "deleteSession", sessionId: "s" },
  { type: "archiveSession", sessionId: "s", isArchived: true },
  { type: "searchSessions", request: 1, query: "", isArchived: false },
  { type: "mentions", request: 2, query: "Inv" },
  { type: "attach", what: "selection" },
  { type: "listGrants", request: 3 },
  { type: "revokeGrant", grantId: "g" },
  { type: "run", command: "editoragent.setKey" },
];

describe("a message of the panel", () => {
  it.each(good.map((message) => [message.type, message] as const))("is taken as it is: %s", (_, message) => expect(parseFromPanel(message)).toBe(message));

  it.each([
    ["no object", "stop"],
    ["nothing", undefined],
    ["a list", [{ type: "stop" }]],
    ["an unknown type", { type: "allowEverything" }],
    ["a name of every object", { type: "constructor" }],
    ["a member too many", { type: "stop", sessionId: "s" }],
    ["a member missing", { type: "answer", questionId: "q" }],
    ["a member of the wrong kind", { type: "answer", questionId: "q", optionId: 1 }],
    ["arguments that are a list", { type: "answer", questionId: "q", optionId: "o", arguments: [] }],
    ["an empty id", { type: "setMode", modeId: "" }],
    ["a foreign command", { type: "run", command: "workbench.action.terminal.sendSequence" }],
    ["a negative line", { type: "openLocation", path: "/w/a", line: -1 }],
    ["an attachment with an unknown block", { type: "prompt", key: "k", text: "", when: "now", attachments: [{ id: "1", kind: "file", label: "a", block: { type: "exec" } }] }],
    ["an image that is a page", { type: "prompt", key: "k", text: "", when: "now", attachments: [{ id: "1", kind: "image", label: "a", block: { type: "image", mimeType: "text/html", data: "" } }] }],
    ["a text beyond all measure", { type: "copy", text: "x".repeat(2_000_001) }],
  ])("is refused with %s", (_, message) => expect(parseFromPanel(message)).toBeUndefined());
});
