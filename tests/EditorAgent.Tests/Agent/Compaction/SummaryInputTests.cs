using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Compaction;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Tests.Sessions;
using Xunit;
using static EditorAgent.Tests.Sessions.Happenings;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class SummaryInputTests
{
    [Fact]
    public void Fit_WhenAllFits_IsTheConversationItself()
    {
        var state = Long(3);

        Assert.Same(state.Conversation, SummaryInput.Fit(state, TokenEstimate.Of(state.Conversation)));
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.7)]
    [InlineData(0.35)]
    public void Fit_WhenOldOutputsAreInTheWay_CutsThemAndKeepsEveryMessage(double share)
    {
        var state = Long(20);
        var budget = (long)(TokenEstimate.Of(state.Conversation) * share);

        var input = SummaryInput.Fit(state, budget);

        ConversationRules.Check(input);
        Assert.InRange(TokenEstimate.Of(input), 0, budget);
        Assert.Equal(state.Conversation.Count, input.Count);
        Assert.Contains("characters left out here", WindowedModel.TextOf(input[^3]), StringComparison.Ordinal);
        Assert.Same(state.Conversation[^1], input[^1]);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.35)]
    [InlineData(0.05)]
    public void Fit_WhenItDoesNotFit_KeepsWholeExchangesFromTheEndAndTheEarlierNote(double share)
    {
        var state = Talkative(20);
        var budget = (long)(TokenEstimate.Of(state.Conversation) * share);

        var input = SummaryInput.Fit(state, budget);

        ConversationRules.Check(input);
        Assert.InRange(TokenEstimate.Of(input), 0, budget + 60);
        Assert.Equal("task", WindowedModel.TextOf(input[0]));
        Assert.Contains("the earlier note", WindowedModel.TextOf(input[1]), StringComparison.Ordinal);
        Assert.Contains("earlier message(s) of this conversation are left out", WindowedModel.TextOf(input[2]), StringComparison.Ordinal);
        Assert.Equal("x19", Assert.IsType<Message.ToolResult>(input[^1]).CallId.Value);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(6_000)]
    public void Fit_WhenTheOldestIsLeftOut_StillShowsWhatTheUserSaidAndAnswered(int budget)
    {
        var state = Fold(
        [
            new SessionEvent.TurnStarted(Happenings.Turn),
            Says("Port the parser. Never touch the lexer."),
            Answers("a", "x"),
            new SessionEvent.ToolCallEnded(new ToolCallId("x"), "ask_user", [new ContentPart.Text("The user chose: SQLite")], false, null),
            .. Talk(0, 10),
            Says("And keep the old name."),
            .. Talk(10, 20),
        ]);

        var input = SummaryInput.Fit(state, budget);

        ConversationRules.Check(input);
        Assert.InRange(TokenEstimate.Of(input), 0, budget + 60);
        var said = input.OfType<Message.User>().Select(WindowedModel.TextOf).ToList();
        Assert.Equal("Port the parser. Never touch the lexer.", said[0]);
        Assert.Contains("And keep the old name.", said);
        Assert.Contains("[ask_user]\nThe user chose: SQLite", said);
    }

    [Fact]
    public void Fit_WhenTheLastExchangeAloneIsTooLarge_CutsIt()
    {
        var state = Long(1, 400_000);

        var input = SummaryInput.Fit(state, 2_000);

        ConversationRules.Check(input);
        Assert.InRange(TokenEstimate.Of(input), 500, 2_000);
        Assert.Contains("characters left out here", WindowedModel.TextOf(input[^1]), StringComparison.Ordinal);
    }

    private static SessionState Long(int exchanges, int length = 2_000) =>
        Fold([new SessionEvent.TurnStarted(Happenings.Turn), Says("task"), Shortens("the earlier note"), .. Outputs(exchanges, length)]);

    /// <summary>What the model said in it is more than its outputs, so that cutting those is not enough.</summary>
    private static SessionState Talkative(int exchanges) =>
        Fold([new SessionEvent.TurnStarted(Happenings.Turn), Says("task"), Shortens("the earlier note"), .. Talk(0, exchanges)]);

    private static IEnumerable<SessionEvent.Durable> Outputs(int exchanges, int length) =>
        Enumerable.Range(0, exchanges).SelectMany(number => new SessionEvent.Durable[] { Answers($"a{number}", $"x{number}"), Ends($"x{number}", new string('o', length)) });

    private static IEnumerable<SessionEvent.Durable> Talk(int from, int to) => Enumerable.Range(from, to - from).SelectMany(number => new SessionEvent.Durable[]
    {
        new SessionEvent.AssistantMessage(
            $"a{number}",
            new Message.Assistant([new AssistantPart.Text(new string('t', 2_000)), new AssistantPart.ToolCall(new ToolCallId($"x{number}"), "v", "look", "{}")]),
            FinishReason.ToolCalls,
            default,
            null),
        Ends($"x{number}", "seen"),
    });

    private static SessionState Fold(IEnumerable<SessionEvent.Durable> happened) =>
        happened.Aggregate(new SessionState { Id = new("x"), WorkingDirectory = "/w" }, (before, next) => ConversationFold.Apply(before, next, default));
}
