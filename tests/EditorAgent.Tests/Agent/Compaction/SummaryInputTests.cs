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
    [InlineData(0.5)]
    [InlineData(0.35)]
    [InlineData(0.05)]
    public void Fit_WhenItDoesNotFit_KeepsWholeExchangesFromTheEndAndTheEarlierNote(double share)
    {
        var state = Long(20);
        var budget = (long)(TokenEstimate.Of(state.Conversation) * share);

        var input = SummaryInput.Fit(state, budget);

        ConversationRules.Check(input);
        Assert.InRange(TokenEstimate.Of(input), 0, budget + 60);
        Assert.Contains("the earlier note", WindowedModel.TextOf(input[0]), StringComparison.Ordinal);
        Assert.Contains("earlier message(s) of this conversation are left out", WindowedModel.TextOf(input[1]), StringComparison.Ordinal);
        Assert.Equal("x19", Assert.IsType<Message.ToolResult>(input[^1]).CallId.Value);
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

    private static SessionState Long(int exchanges, int length = 2_000)
    {
        var state = new SessionState { Id = new("x"), WorkingDirectory = "/w" };
        IEnumerable<SessionEvent.Durable> happened =
        [
            new SessionEvent.TurnStarted(Happenings.Turn),
            Says("task"),
            Shortens("the earlier note"),
            .. Enumerable.Range(0, exchanges).SelectMany(number => new SessionEvent.Durable[] { Answers($"a{number}", $"x{number}"), Ends($"x{number}", new string('o', length)) }),
        ];
        return happened.Aggregate(state, (before, next) => ConversationFold.Apply(before, next, default));
    }
}
