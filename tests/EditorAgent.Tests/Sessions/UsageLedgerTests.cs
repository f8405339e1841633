using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Tests.Agent;
using Xunit;

namespace EditorAgent.Tests.Sessions;

public sealed class UsageLedgerTests
{
    [Fact]
    public async Task UsageOf_ASessionOnTheDisk_TellsTurnsAndModels()
    {
        await using var fixture = await AgentFixture.StartAsync(
            new ModelInMemory(ModelInMemory.Calls(("nothing", "{}")), ModelInMemory.Says("done"), ModelInMemory.Says("again")), []);
        await fixture.TurnAsync("one", TestContext.Current.CancellationToken);
        fixture.Agent.UseModel(new ModelInMemory(ModelInMemory.Says("other")) { Description = new ModelDescription("other", "memory", 100_000, 8_000) }, "other");
        await fixture.TurnAsync("two", TestContext.Current.CancellationToken);

        var turns = fixture.Store.UsageOf(fixture.Agent.Session.Id);

        Assert.Equal(2, turns.Length);
        Assert.Equal(new TokenUsage(200, 20, 0), turns[0].ByModel["test"]);
        Assert.Equal(["other"], turns[1].ByModel.Keys);
        Assert.Equal(fixture.Agent.Session.State.TotalUsage, turns.SelectMany(turn => turn.ByModel.Values).Aggregate((sum, part) => sum + part));
    }

    [Fact]
    public void Of_AJournalFromBeforeModelsWereKept_TakesTheModelThatWasChosen()
    {
        var at = DateTimeOffset.UnixEpoch;
        SessionEvent[] events =
        [
            new SessionEvent.TurnStarted(new TurnId("t1")), Answer(), new SessionEvent.ModelChanged("b"), new SessionEvent.TurnStarted(new TurnId("t2")), Answer(), Answer(),
            new SessionEvent.TurnStarted(new TurnId("t3")),
        ];

        var turns = UsageLedger.Of(events.Select((happened, index) => new SessionEnvelope(index, at, happened)));

        Assert.Equal([("t1", "", 1L), ("t2", "b", 2L)], turns.Select(turn => (turn.Turn!.Value.Value, turn.ByModel.Keys.Single(), turn.ByModel.Values.Single().Prompt)));
    }

    [Fact]
    public void Of_ASessionWithATitleOfAnotherModel_CountsItUnderThatModel()
    {
        SessionEvent[] events = [new SessionEvent.TurnStarted(new TurnId("t1")), Answer(), new SessionEvent.TitleAsked("small", new TokenUsage(7, 3, 0)), Answer()];

        var turn = Assert.Single(UsageLedger.Of(events.Select((happened, index) => new SessionEnvelope(index, DateTimeOffset.UnixEpoch, happened))));

        Assert.Equal(new TokenUsage(7, 3, 0), turn.ByModel["small"]);
        Assert.Equal(2, turn.ByModel[""].Prompt);
    }

    private static SessionEvent.AssistantMessage Answer() => new("m", new Message.Assistant([new AssistantPart.Text("x")]), FinishReason.Stop, new TokenUsage(1, 1, 0), null);
}
