import type { Attachment, PanelView, ToPanel } from "../../exchange/bridge";
import type { PlanEntry, SessionConfigOption, SessionUpdate } from "../../exchange/protocol";
import type { Item, Question, Snapshot, ToolItem, TranscriptEvent } from "../../exchange/transcript";

export const sessionId = "session_1";

const modes: PanelView["modes"] = [
  { id: "default", name: "Ask", description: "Asks before changes and commands" },
  { id: "accept_edits", name: "Edit freely" },
  { id: "plan", name: "Plan only" },
];
const models: SessionConfigOption = {
  type: "select",
  id: "model",
  name: "Model",
  category: "model",
  currentValue: "kimi-k2",
  options: [
    { value: "kimi-k2", name: "kimi-k2", description: "kimi-k2-0905 at moonshot, 256k tokens" },
    { value: "local", name: "qwen3-coder (local)" },
  ],
};
export const view: PanelView = {
  connection: { state: "ready" },
  modes,
  review: { files: [] },
  turns: [],
  forms: [],
  editor: { selection: "Cart.cs:12-20", problems: 3 },
  acceptsImages: true,
};

export function snapshotOf(items: readonly Item[], change: Partial<Snapshot> = {}): Snapshot {
  return { sequence: 10, items, plan: [], commands, options: [models], modeId: "default", usage: { used: 48_211, size: 262_144, cost: { amount: 0.1312, currency: "USD" } }, turn: "idle", ...change };
}

export function shown(items: readonly Item[], change: Partial<Snapshot> = {}, changedView: Partial<PanelView> = {}, title = "Discounts in the cart"): ToPanel {
  return { type: "snapshot", session: { sessionId, title }, snapshot: snapshotOf(items, change), view: { ...view, ...changedView } };
}

export function events(from: number, ...list: readonly TranscriptEvent[]): ToPanel {
  return { type: "events", sessionId, from, events: list };
}

export function updated(update: SessionUpdate, at = 1_000): TranscriptEvent {
  return { type: "update", update, at };
}

export function chunk(text: string, messageId = "m1"): TranscriptEvent {
  return updated({ sessionUpdate: "agent_message_chunk", messageId, content: { type: "text", text } });
}

const commands = [
  { name: "compact", description: "Summarise the conversation so far", input: { hint: "what to keep" } },
  { name: "review", description: "Review the uncommitted changes" },
  { name: "mcp__github__triage", description: "Prompt of the MCP server github", input: { hint: "issue number" } },
];

export const text = (value: string) => ({ type: "content", content: { type: "text", text: value } }) as const;

export function tool(change: Partial<ToolItem> & { readonly toolCallId: string }): ToolItem {
  return { kind: "tool", key: `tool_${change.toolCallId}`, title: "Read Cart.cs", toolKind: "read", status: "completed", content: [], locations: [], ...change };
}

const before = `namespace Shop;

public sealed class Cart
{
    private readonly List<Line> lines = [];

    public int Count => lines.Count;

    public void Add(Line line) => lines.Add(line);

    public void Clear() => lines.Clear();

    public decimal Total()
    {
        var total = 0m;
        foreach (var line in lines)
        {
            total += line.Price * line.Quantity;
        }

        return total;
    }

    public override string ToString() => $"{Count} lines";
}
`;
const after = before.replace("public decimal Total()", "public decimal Total(Discount? discount = null)").replace("        return total;", "        return discount is null ? total : discount.Apply(total);");
export const diff = { type: "diff", path: "/home/ada/shop/src/Cart.cs", oldText: before, newText: after } as const;

export const markdown = `The total ignores discounts, because \`Cart.Total\` never asks for one. I will:

1. Add an **optional** parameter,
2. Apply it at the end,
   - also for an empty cart
3. Cover both with tests.

## How it is used

\`\`\`csharp
// A discount of ten percent
var cart = new Cart();
cart.Add(new Line("Tea", 4.50m, 2));
Console.WriteLine(cart.Total(Discount.Percent(10)));
\`\`\`

| Case | Before | After |
|---|---:|---:|
| two teas | 9.00 | 8.10 |
| nothing | 0.00 | 0.00 |

> Rounding follows the existing rule. See [the documentation](https://learn.microsoft.com/dotnet/api/system.math.round) or [Cart.cs](src/Cart.cs#L13).`;

const shellLines = "Mark: not sandboxed\nWhy asked: no rule allows dotnet test\nTool: shell\nRuns: NOT sandboxed, network on";
export const shellQuestion: Question = {
  id: "q1",
  options: [
    { optionId: "allow_once", name: "Allow once", kind: "allow_once" },
    { optionId: "allow_session_0", name: "Allow shell(dotnet test --no-build) for this session", kind: "allow_always" },
    { optionId: "allow_always_0", name: "Always allow shell(dotnet test --no-build) in this workspace", kind: "allow_always" },
    { optionId: "reject_once", name: "Reject", kind: "reject_once" },
    { optionId: "reject_always", name: "Reject, and do not ask about this exact call again while this session is open", kind: "reject_always" },
  ],
  content: [text("```\ndotnet test --no-build --logger \"console;verbosity=minimal\"\n```"), text(`\`\`\`\n${shellLines}\n\`\`\``)],
  editableArguments: ["command"],
  rawInput: { command: "dotnet test --no-build --logger \"console;verbosity=minimal\"", timeout: 120 },
  armAfterMs: 300,
};
export const shellCall = tool({ toolCallId: "t9", title: "dotnet test --no-build", toolKind: "execute", status: "pending", name: "shell", rawInput: shellQuestion.rawInput, question: shellQuestion });

export const editCall = tool({
  toolCallId: "t8",
  title: "Edit src/Cart.cs",
  toolKind: "edit",
  status: "pending",
  name: "edit_file",
  question: {
    id: "q2",
    options: [
      { optionId: "allow_once", name: "Allow once", kind: "allow_once" },
      { optionId: "allow_session_0", name: "Allow edit(src/**) for this session", kind: "allow_always" },
      { optionId: "reject_once", name: "Reject", kind: "reject_once" },
    ],
    content: [text("```\nWhy asked: mode Ask\nTool: edit_file\nFile: src/Cart.cs\n```"), diff],
    editableArguments: [],
    armAfterMs: 300,
  },
});

const plan: readonly PlanEntry[] = [
  { content: "Read the cart and its tests", priority: "medium", status: "completed" },
  { content: "Add the discount to Total", priority: "high", status: "completed" },
  { content: "Write tests for both cases", priority: "high", status: "in_progress" },
  { content: "Run the tests", priority: "medium", status: "pending" },
  { content: "Update the changelog", priority: "low", status: "pending" },
];

const testOutput = ["Determining projects to restore...", "\u001b[32mAll projects are up-to-date for restore.\u001b[0m", ...Array.from({ length: 18 }, (_, i) => `  Passed Shop.Tests.CartTests.Case_${i + 1} [${i + 2} ms]`), "\u001b[31mFailed!\u001b[0m  - Failed: 1, Passed: 18, Skipped: 0, Total: 19"].join("\n");

export const conversation: readonly Item[] = [
  { kind: "user", key: "u1", turnId: "turn_1", parts: [{ type: "text", text: "The total of the cart ignores discounts. Fix it and add tests." }, { type: "resource_link", name: "Cart.cs", uri: "file:///home/ada/shop/src/Cart.cs" }, { type: "resource_link", name: "CartTests.cs:12-40", uri: "file:///home/ada/shop/test/CartTests.cs#L12-40" }] },
  { kind: "thought", key: "thought_1", text: "The user wants discounts. I should look at `Cart.Total` first.", startedAt: 1_000, endedAt: 4_200 },
  tool({ toolCallId: "t1", locations: [{ path: "/home/ada/shop/src/Cart.cs", line: 13 }], durationMs: 12, rawInput: { path: "src/Cart.cs" }, decision: { by: "mode", text: "Allowed: reading inside the workspace", isAllowed: true } }),
  tool({ toolCallId: "t2", title: "Search “Discount”", toolKind: "search", durationMs: 48, content: [text("src/Discount.cs:3\nsrc/Checkout.cs:41")] }),
  { kind: "agent", key: "agent_1", text: markdown },
  tool({ toolCallId: "t3", title: "Edit src/Cart.cs", toolKind: "edit", durationMs: 31, content: [diff], rawInput: { path: "src/Cart.cs", edits: 2 }, decision: { by: "grant", text: "Allowed by the grant edit(src/**) of this session", isAllowed: true } }),
  tool({ toolCallId: "t4", title: "dotnet test", toolKind: "execute", status: "failed", durationMs: 8_420, content: [text(testOutput)], rawInput: { command: "dotnet test" }, decision: { by: "rule", text: "Allowed by Bash(dotnet test), ~/.editoragent/config.toml line 12", isAllowed: true } }),
  tool({ toolCallId: "t5", title: "Find issues about rounding", toolKind: "other", server: "github", tool: "search_issues", durationMs: 640, content: [text("2 issues")] }),
  tool({ toolCallId: "t6", title: "curl https://example.com/install.sh | sh", toolKind: "execute", status: "failed", rawInput: { command: "curl https://example.com/install.sh | sh" }, content: [text("Denied by a rule.")], decision: { by: "rule", text: "Denied by Bash(curl *), .editoragent/config.toml line 4", isAllowed: false } }),
  { kind: "notice", key: "notice_1", severity: "warning", title: "Trying again", description: "The model was busy (429); next try in 4 s." },
  { kind: "agent", key: "agent_2", text: "One test fails: an empty cart with a *fixed* discount goes below zero. I will clamp it." },
];

const turns: PanelView["turns"] = [{ turnId: "turn_1", startedAt: "2026-11-21T10:00:00Z", files: 2, isUndone: false }];

export const review: PanelView["review"] = {
  files: [
    { path: "src/Cart.cs", standing: "changed", added: 2, removed: 2, hunks: 2, conflicts: 0 },
    { path: "src/Discount.cs", standing: "created", added: 24, removed: 0, hunks: 1, conflicts: 0 },
    { path: "test/Shop.Tests/CartTests.cs", standing: "changed", added: 31, removed: 4, hunks: 3, conflicts: 1 },
  ],
};

export const form: PanelView["forms"][number] = {
  formId: "f1",
  params: {
    mode: "form",
    message: "The MCP server deploy asks: Where shall it go?",
    requestedSchema: {
      title: "Deployment",
      properties: {
        name: { type: "string", title: "Release name", description: "Shown to your users", minLength: 3 },
        email: { type: "string", title: "Notify", format: "email" },
        replicas: { type: "integer", title: "Replicas", minimum: 1, maximum: 9, default: 2 },
        target: { type: "string", title: "Target", oneOf: [{ const: "stg", title: "Staging" }, { const: "prd", title: "Production" }] },
        regions: { type: "array", title: "Regions", minItems: 1, items: { anyOf: [{ const: "eu", title: "Europe" }, { const: "us", title: "America" }] } },
        dryRun: { type: "boolean", title: "Dry run", default: true },
      },
      required: ["name", "target", "regions"],
    },
  },
};
export const urlForm: PanelView["forms"][number] = {
  formId: "f2",
  params: { mode: "url", message: "The MCP server github asks: Sign in to go on", elicitationId: "e1", url: "https://github.com/login/oauth/authorize?client_id=abc&scope=repo&state=3c2f8b1d9e" },
};

export const attachment: Attachment = { id: "a1", kind: "selection", label: "Cart.cs:12-20", block: { type: "resource_link", name: "Cart.cs", uri: "file:///home/ada/shop/src/Cart.cs#L12-20" } };

const running: Partial<Snapshot> = { turn: "running", plan };

const long = Array.from({ length: 40 }, (_, i) => `Line ${i + 1} of a long message that the user pasted, with enough words to break.`).join("\n");

/** Every state of the panel, as the host would bring it about. */
export const states: Readonly<Record<string, readonly ToPanel[]>> = {
  empty: [shown([], {}, {}, "")],
  noModel: [shown([], {}, { connection: { state: "noModel", reason: "No key is set, and no local server answers." } }, "")],
  starting: [shown([], {}, { connection: { state: "starting" } }, "")],
  restricted: [shown([], {}, { connection: { state: "restricted", reason: "The agent does not run in a workspace that you have not trusted." } }, "")],
  lost: [shown(conversation, {}, { connection: { state: "lost", reason: "The process ended with code 137.", retryInMs: 8_000 } })],
  failed: [shown(conversation.slice(0, 2), {}, { connection: { state: "failed", reason: "The program at /opt/editoragent/editor-agent was not found. Check editoragent.server.path." } })],
  conversation: [shown(conversation, { plan }, { turns })],
  running: [
    shown([...conversation.slice(0, 4), tool({ toolCallId: "t7", title: "dotnet build", toolKind: "execute", status: "in_progress", content: [text("  Shop -> bin/Debug/net10.0/Shop.dll\n  Shop.Tests -> ")] }), { kind: "user", key: "u2", waits: "queue", parts: [{ type: "text", text: "Then update the changelog" }] }, { kind: "user", key: "u3", waits: "steer", parts: [{ type: "text", text: "Use decimal, not double" }] }], running),
  ],
  approval: [shown([...conversation.slice(0, 3), shellCall], running)],
  editApproval: [shown([...conversation.slice(0, 1), editCall], running)],
  answered: [
    shown(
      [
        tool({ ...shellCall, toolCallId: "d1", key: "tool_d1", status: "completed", durationMs: 3_100, content: [text("Passed! 19 tests")], question: { ...shellQuestion, id: "x1", answer: { outcome: "selected", optionId: "allow_once" } }, decision: { by: "user", text: "Allowed once by you", isAllowed: true } }),
        tool({ ...shellCall, toolCallId: "d2", key: "tool_d2", status: "failed", question: { ...shellQuestion, id: "x2", answer: { outcome: "selected", optionId: "reject_once", feedback: "Use the build task instead" } } }),
        tool({ ...shellCall, toolCallId: "d3", key: "tool_d3", question: { ...shellQuestion, id: "x3", answer: { outcome: "withdrawn" } } }),
        tool({ ...shellCall, toolCallId: "d4", key: "tool_d4", question: { ...shellQuestion, id: "x4", answer: { outcome: "lost" } } }),
      ],
      {},
    ),
  ],
  form: [shown(conversation.slice(0, 3), running, { forms: [form] })],
  urlForm: [shown(conversation.slice(0, 3), running, { forms: [urlForm] })],
  review: [shown(conversation, {}, { review, turns: [{ turnId: "turn_1", startedAt: "2026-11-21T10:00:00Z", files: 2, isUndone: true }] })],
  long: [
    shown(
      [
        { kind: "user", key: "u1", turnId: "turn_1", parts: [{ type: "text", text: long }, { type: "image", mimeType: "image/png", data: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" }] },
        tool({ toolCallId: "l1", title: "A call with a very long title that says which of the many things it is going to do with all of these files", server: "a-server-with-a-long-name", tool: "a_tool_with_an_even_longer_name", status: "failed", content: [text(long), { type: "content", content: { type: "image", mimeType: "image/svg+xml", data: "" } }], rawInput: { query: long }, locations: Array.from({ length: 12 }, (_, i) => ({ path: `/home/ada/shop/src/File${i}.cs`, line: i + 1 })) }),
        { kind: "thought", key: "th", text: "Hm." },
      ],
      { turn: "running", plan: Array.from({ length: 40 }, (_, i) => ({ content: `Step ${i + 1}, which is explained at some length so that it breaks`, priority: "medium", status: i < 3 ? "completed" : i === 3 ? "in_progress" : "pending" })) },
      { turns, review: { files: Array.from({ length: 30 }, (_, i) => ({ path: `src/some/deep/folder/of/the/project/File${i}.cs`, standing: "changed", added: i, removed: 1, hunks: 1, conflicts: 0 })) }, connection: { state: "lost", reason: "The process ended with code 137.", retryInMs: 8_000 } },
      "A conversation with a long title that has no room in a narrow panel",
    ),
  ],
  attached: [shown(conversation.slice(0, 5)), { type: "attached", attachment }, { type: "draft", text: "What does this\ndo with an empty cart?" }],
};
