using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Sessions;

public sealed class ConversationFoldTests
{
    private static readonly SessionState Empty = new() { Id = new("x"), WorkingDirectory = "/w" };

    [Fact]
    public void Apply_WhenCallsEndOutOfOrder_GivesResultsInTheOrderOfTheCalls()
    {
        var state = Fold(Says("go"), Answers("on it", "c1", "c2", "c3"), Ends("c3"), Ends("c1"), Ends("c2"));
        Assert.Equal(["c1", "c2", "c3"], state.Conversation.OfType<Message.ToolResult>().Select(result => result.CallId.Value));
        Assert.Empty(state.OpenCalls);
        ConversationRules.Check(state.Conversation);
    }

    [Fact]
    public void Apply_WhileCallsAreOpen_HoldsBackTheAnswerAndWhatTheUserSays()
    {
        var held = Fold(Says("go"), Answers("on it", "c1", "c2"), Ends("c2"), Says("wait"), new SessionEvent.Reminder("again?"));
        Assert.Single(held.Conversation);
        Assert.Equal(2, held.OpenCalls.Length);

        var settled = ConversationFold.Apply(held, Ends("c1"), default);
        Assert.Equal(
            [typeof(Message.User), typeof(Message.Assistant), typeof(Message.ToolResult), typeof(Message.ToolResult), typeof(Message.User), typeof(Message.User)],
            settled.Conversation.Select(message => message.GetType()));
    }

    [Fact]
    public void Apply_WhenAConversationGrows_KeepsEveryMessageTheSameObject()
    {
        var first = Fold(Says("go"), Answers("on it", "c1"), Ends("c1"));
        var later = first;
        for (var i = 0; i < 100; i++)
        {
            later = ConversationFold.Apply(later, Says("more"), default);
        }

        Assert.Equal(3, first.Conversation.Count);
        Assert.Equal(103, later.Conversation.Count);
        Assert.All(first.Conversation.Zip(later.Conversation), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void Apply_WhenAnAnswerHoldsNothingToSend_LeavesItOutButCountsIt()
    {
        var answer = new SessionEvent.AssistantMessage(
            "a",
            new Message.Assistant([new AssistantPart.Reasoning("hm", "thinking", null), new AssistantPart.Text(" \n")]),
            FinishReason.Stop,
            new TokenUsage(7, 1, 0),
            null);
        var state = Fold(Says("go"), answer, Says("  "));
        Assert.IsType<Message.User>(Assert.Single(state.Conversation));
        Assert.Equal(new TokenUsage(7, 1, 0), state.LastUsage);
    }

    [Fact]
    public void Apply_WhenUsageComesIn_AddsItUpAndKeepsTheLast()
    {
        var state = Fold(Answers("one"), Answers("two"));
        Assert.Equal(new TokenUsage(200, 20, 100), state.TotalUsage);
        Assert.Equal(new TokenUsage(100, 10, 50), state.LastUsage);
    }

    [Fact]
    public void Apply_WhenTheEndOfACallIsLost_StillAnswersIt()
    {
        var state = Fold(Answers("on it", "c1", "c2"), Ends("c1"), Answers("go on"), Ends("c2"));
        ConversationRules.Check(state.Conversation);
        Assert.Equal(4, state.Conversation.Count);
        Assert.True(Assert.IsType<Message.ToolResult>(state.Conversation[2]).IsError);
    }

    [Fact]
    public void Apply_WhenAPersonGrants_KeepsOnlyWhatWasAllowed()
    {
        var state = Fold(Decides(PermissionDecision.Allow, "a"), Decides(PermissionDecision.Allow, "a"), Decides(PermissionDecision.Deny, "b"));
        Assert.Equal([new PermissionGrant("a")], state.Grants.Select(standing => standing.Grant));

        static SessionEvent.PermissionDecided Decides(PermissionDecision decision, string pattern) => new(new("c"), decision, "user", new(pattern));
    }

    [Fact]
    public void Apply_WhenFilesChange_RecordsThemWithTheTurn()
    {
        var path = new WorkspacePath("/w/a", "a");
        var change = new SessionEvent.FileChanged(Turn, new("c"), path, null, ContentHash.Of("x"u8));
        var state = Fold(new SessionEvent.TurnStarted(Turn), change, new SessionEvent.TurnEnded(Turn, StopReason.EndTurn, null));
        var turn = Assert.Single(state.Turns);
        Assert.Equal((StopReason.EndTurn, false), (turn.Ended, turn.IsUndone));
        Assert.Same(change, Assert.Single(turn.Changes));
        Assert.Equal(change.After, state.EditedFiles[path.Absolute].After);
        Assert.Null(state.CurrentTurn);
    }

    private static SessionState Fold(params SessionEvent.Durable[] events) =>
        events.Aggregate(Empty, (state, happened) => ConversationFold.Apply(state, happened, default));
}
