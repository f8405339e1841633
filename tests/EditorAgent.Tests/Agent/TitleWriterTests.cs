using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class TitleWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Title_AfterTheFirstTurn_IsTheSmallModels()
    {
        var small = new ModelInMemory(ModelInMemory.Says("\"Fix the red test.\"\nmore"));
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Says("done"), ModelInMemory.Says("again")), small);
        await fixture.TurnAsync("please fix the test that is red", Token);
        await fixture.TurnAsync("and now?", Token);

        var state = await fixture.ReloadAsync();

        Assert.Equal("Fix the red test", state.Title);
        var asked = Assert.Single(small.Requests);
        Assert.Empty(asked.Tools);
        Assert.Contains("please fix the test", ((ContentPart.Text)((Message.User)asked.Messages[0]).Content[0]).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Usage_OfATitle_CountsToTheTurnUnderItsModel_AlsoWhenTheTitleIsNotTaken()
    {
        var small = new ModelInMemory(ModelInMemory.Says("A title"));
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Says("done")), small);
        small.BeforeAnswer = (_, _) =>
        {
            fixture.Agent.Session.Append(new SessionEvent.TitleChanged("Mine"));
            return Task.CompletedTask;
        };

        var outcome = await fixture.TurnAsync("please fix it", Token);

        var state = await fixture.ReloadAsync();
        var asked = Assert.Single(fixture.Events.OfType<SessionEvent.TitleAsked>());
        Assert.Equal(small.Description.Id, asked.ModelId);
        Assert.NotEqual(default, asked.Usage);
        Assert.Equal(outcome.Usage + asked.Usage, state.TotalUsage);
    }

    [Fact]
    public async Task Title_WhenTheSmallModelFails_StaysTheFirstLine()
    {
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Says("done")), new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.Unauthorized)));

        await fixture.TurnAsync("please fix it", Token);

        Assert.Equal("please fix it", (await fixture.ReloadAsync()).Title);
        Assert.Empty(fixture.Events.OfType<SessionEvent.Notice>());
    }

    [Fact]
    public async Task Title_ThatTheUserGaveMeanwhile_Stays()
    {
        var small = new ModelInMemory(ModelInMemory.Says("A title"));
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Says("done")), small);
        small.BeforeAnswer = (_, _) =>
        {
            fixture.Agent.Session.Append(new SessionEvent.TitleChanged("Mine"));
            return Task.CompletedTask;
        };

        await fixture.TurnAsync("please fix it", Token);

        Assert.Equal("Mine", (await fixture.ReloadAsync()).Title);
        Assert.Single(small.Requests);
    }

    [Fact]
    public async Task Turn_WhenTheSmallModelNeverAnswers_EndsAllTheSame()
    {
        var small = new ModelInMemory(ModelInMemory.Says("too late")) { BeforeAnswer = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token) };
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Says("done")), small);

        var outcome = await fixture.TurnAsync("please fix it", Token);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal("please fix it", (await fixture.ReloadAsync()).Title);
    }

    private static Task<AgentFixture> StartAsync(IChatModel model, IChatModel small) => AgentFixture.StartAsync(model, [], adjust: parts => parts with { TitleModel = small });
}
