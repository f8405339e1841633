using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Delegation;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Tests.Sessions;

/// <summary>Events to build sessions from.</summary>
internal static class Happenings
{
    public static readonly TurnId Turn = new("turn-1");

    public static SessionEvent.UserMessage Says(string text, string id = "u1") => new(id, [new ContentPart.Text(text)]);

    public static SessionEvent.AssistantMessage Answers(string text, params string[] calls) => new(
        "a-" + text,
        new Message.Assistant([new AssistantPart.Text(text), .. calls.Select(Call)]),
        calls.Length == 0 ? FinishReason.Stop : FinishReason.ToolCalls,
        new TokenUsage(100, 10, 50),
        null);

    public static AssistantPart Call(string id) => new AssistantPart.ToolCall(new(id), "vendor-" + id, "read", "{\"path\":\"a.cs\"}");

    public static SessionEvent.ToolCallStarted Starts(string call) => new(new(call));

    public static SessionEvent.PermissionAsked Asks(string call) => new(new(call), "hash", "default")
    {
        RequestId = "ask_" + call,
        Text = new ApprovalText { Title = call },
    };

    public static SessionEvent.ToolCallEnded Ends(string call, string text = "done") =>
        new(new(call), "read", [new ContentPart.Text(text)], false, null);

    public static SessionEvent.Compacted Shortens(string note, int behind = 0) =>
        new([new Message.User([new ContentPart.Text("The task.")]), new Message.User([new ContentPart.Text(note)])], behind, note, 1000, 100, new TokenUsage(1000, 50, 900));

    public static SessionEvent.OutputsPruned Prunes(params string[] calls) =>
        new([.. calls.Select(call => new PrunedOutput(new(call), [new ContentPart.Text($"[{call} was here]")]))]);

    /// <summary>One of every kind, with the awkward values that each can hold.</summary>
    public static IReadOnlyList<SessionEvent.Durable> OneOfEach()
    {
        var path = new WorkspacePath("/w/src/Ä\"\n.cs", "src/Ä\"\n.cs");
        return
        [
            new SessionEvent.Created(new("20261121-043254123-abcdefgh"), "/w", ["/x", "/y z"], "1.0"),
            new SessionEvent.TitleChanged("Fix \u2028 the 𝄞 \0 bug"),
            new SessionEvent.ArchiveChanged(true),
            new SessionEvent.ModelChanged("kimi-k2.6"),
            new SessionEvent.ModeChanged(PermissionMode.AcceptEdits),
            new SessionEvent.TurnStarted(Turn),
            new SessionEvent.UserMessage("u1", [new ContentPart.Text("see"), new ContentPart.Image("image/png", new byte[] { 0, 255, 10 })]),
            new SessionEvent.Reminder("You have called read three times."),
            new SessionEvent.AssistantMessage(
                "a1",
                new Message.Assistant(
                [
                    new AssistantPart.Reasoning("", "reasoning_content", null),
                    new AssistantPart.Reasoning("hm", "thinking", "sig=="),
                    new AssistantPart.Text("I look."),
                    new AssistantPart.ToolCall(new("c1"), "call_0", "read", "{\"path\": \"a.cs\" "),
                ]),
                FinishReason.ToolCalls,
                new TokenUsage(1, 2, 3),
                "trace"),
            new SessionEvent.ToolCallPlanned(
                new("c1"), "edit", "Edit a", ToolKind.Edit, "{}", "rm -rf \"x\"", [new("/w/a", 3), new("/w/b")], [new(path, null, "n"), new(path, "o", "n")])
            {
                Server = "wiki",
                ServerTool = "page__edit",
            },
            new SessionEvent.PermissionAsked(new("c1"), "hash", "default"),
            new SessionEvent.PermissionAsked(new("c1"), "hash", "default")
            {
                RequestId = "ask_1",
                Text = new ApprovalText { Title = "T", Command = "a\nb", Lines = ["Why asked: x"], Grants = [new PermissionGrant("edit(a)")], IsCut = true },
                EditableArguments = ["command"],
            },
            new SessionEvent.PermissionDecided(new("c1"), PermissionDecision.Allow, "user", new PermissionGrant("edit(src/**)")),
            new SessionEvent.PermissionDecided(new("c1"), PermissionDecision.Allow, "user", new PermissionGrant("shell(=make)"))
            {
                Files = new ExecutionFingerprint([new FingerprintEntry("Makefile", ContentHash.Of("n"u8))], null),
                StoredAs = "grant_1",
                Note = new DecisionNote("person", "allowed for good by the user: shell(=make)"),
            },
            new SessionEvent.ToolCallStarted(new("c1")),
            new SessionEvent.FileChanged(Turn, new("c1"), path, null, ContentHash.Of("n"u8)),
            new SessionEvent.FileChanged(Turn, new("c1"), path, ContentHash.Of("n"u8), null),
            new SessionEvent.ToolCallEnded(new("c1"), "edit", [new ContentPart.Text("ok"), new ContentPart.Text("as we see it") { IsOwn = true }], true, new TestRunSummary(1, 2, 3)) { Origin = TextOrigin.Outside, IsExact = true },
            new SessionEvent.ExecutionAllowed("make"),
            new SessionEvent.InstructionsRead("AGENTS.md", "Use tabs."),
            new SessionEvent.InstructionsRead("/home/u/.editoragent/AGENTS.md", "Use blanks.") { IsOfUser = true },
            new SessionEvent.SkillsListed("- a: b", "- c: d"),
            new SessionEvent.SubagentReported(new("c1"), new("20260101-000000000-aaaaaaaa"), SubagentProfile.Code, 7, new TokenUsage(100, 20, 3)),
            new SessionEvent.TitleAsked("small", new TokenUsage(90, 8, 0)),
            new SessionEvent.PlanChanged([new PlanEntry("first", PlanEntryPriority.Low, PlanEntryStatus.Completed)]),
            new SessionEvent.ChangesReviewed(
                path,
                new ContentHash("ab"),
                null,
                [new ReviewMark(1, 3, new ReviewAuthor(Turn, new("c1"))), new ReviewMark(4, 4, null)],
                [new ReviewDecision("hunk_1", true, 7, 2, 0), new ReviewDecision("hunk_2", false, 9, 0, 3)]),
            new SessionEvent.TurnUndone(Turn, ["a"], ["b", "c"]),
            new SessionEvent.OutputsPruned([new PrunedOutput(new("c1"), [new ContentPart.Text("[Removed]")])]),
            new SessionEvent.Compacted(
                [new Message.User([new ContentPart.Text("see") { Outside = "/wiki:review" }]), new Message.User([new ContentPart.Text("The \u2028 note")])], 2, "note", 212_000, 18_000, new TokenUsage(3, 2, 1))
            {
                ModelId = "kimi-k2.6",
                IsTight = true,
            },
            new SessionEvent.TurnEnded(Turn, StopReason.MaxTurnRequests, "why"),
            new SessionEvent.Notice(NoticeSeverity.Warning, "t", "d"),
        ];
    }
}
