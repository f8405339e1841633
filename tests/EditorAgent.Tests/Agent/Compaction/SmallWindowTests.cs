using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>Windows in which little fits: the work goes on or ends with one clear error, never in circles.</summary>
public sealed class SmallWindowTests
{
    private const int Looks = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8_192, 2_000)]
    [InlineData(8_192, 50_000)]
    [InlineData(16_384, 12_000)]
    [InlineData(16_384, 50_000)]
    [InlineData(32_768, 12_000)]
    [InlineData(32_768, 50_000)]
    public async Task RunTurn_WhenTheWindowIsSmall_FinishesAllTheSame(int window, int output)
    {
        var model = new WindowedModel(window, Chatter.Looks(Looks));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(output)], Chatter.Loop);

        var outcome = await fixture.TurnAsync("Look at sixty things.", Cancel);

        Assert.True(outcome.Reason == StopReason.EndTurn, outcome.Error);
        Assert.Equal(Looks + 1, outcome.Steps);
        Assert.All(model.Sent, sent => Assert.True(sent.Tokens <= window));
        Assert.InRange(model.Notes(), 1, Looks);
        Assert.InRange(Chatter.MostShorteningsWithoutAnswer(fixture.Agent), 0, 1);
        Assert.Contains("Look at sixty things.", WindowedModel.TextOf(model.Sent[^1].Messages[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    public async Task RunTurn_WhenPromptAndToolsAloneAreTooMuch_SaysSoAndAsksNothing(int window)
    {
        var model = new WindowedModel(window, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(1_000)]);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.Equal((StopReason.Failed, ModelFailureKind.ContextOverflow), (outcome.Reason, outcome.Failure!.Kind));
        Assert.Contains("is too small", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(model.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunTurn_WhenTheVendorsWindowIsSmallerThanConfigured_LearnsItAndGoesOn(bool namesWindow)
    {
        var model = new WindowedModel(16_384, Chatter.Looks(30)) { ToldWindow = 20_000, NamesWindow = namesWindow };
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(4_000)]);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.True(outcome.Reason == StopReason.EndTurn, outcome.Error);
        Assert.InRange(model.Overflows, 1, 3);
        Assert.InRange(Chatter.MostShorteningsWithoutAnswer(fixture.Agent), 0, 1);
    }

    [Fact]
    public async Task RunTurn_WhenTheVendorRefusesWhateverIsSent_EndsWithOneErrorSoon()
    {
        var model = new WindowedModel(16_384, Chatter.Looks(6)) { NamesWindow = false };
        var asked = 0;
        var refusing = new ModelInMemory([.. Enumerable.Repeat<Func<ModelRequest, IEnumerable<ModelEvent>>>(
            request => ++asked <= 4 ? ModelInMemory.Calls(("look", $$"""{"n":{{asked}}}"""))(request) : ModelInMemory.Fails(ModelFailureKind.ContextOverflow)(request), 40)]);
        await using var fixture = await AgentFixture.StartAsync(refusing, [Chatter.Look(1_000)]);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.Equal((StopReason.Failed, ModelFailureKind.ContextOverflow), (outcome.Reason, outcome.Failure!.Kind));
        Assert.InRange(asked, 6, 15);
        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.Compacted { IsTight: false });
        Assert.Empty(model.Sent);
    }

    [Fact]
    public async Task RunTurn_WhenThePromptItselfIsTooLong_SendsItsHeadAndTail()
    {
        var model = new WindowedModel(8_192, Chatter.Looks(0));
        await using var fixture = await AgentFixture.StartAsync(model, []);

        var outcome = await fixture.TurnAsync("Explain this. " + new string('x', 200_000) + " In one line.", Cancel);

        Assert.True(outcome.Reason == StopReason.EndTurn, outcome.Error);
        var sent = WindowedModel.TextOf(Assert.Single(model.Sent).Messages[0]);
        Assert.StartsWith("Explain this.", sent, StringComparison.Ordinal);
        Assert.EndsWith("In one line.", sent, StringComparison.Ordinal);
        Assert.Equal(200_027, ((ContentPart.Text)(await fixture.ReloadAsync()).UserWords[0].Content[0]).Value.Length);
    }

    [Fact]
    public async Task RunTurn_AfterItEndedForLackOfRoom_GoesOnWithALargerWindow()
    {
        var model = new WindowedModel(300, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(1_000)]);
        Assert.Equal(StopReason.Failed, (await fixture.TurnAsync("go", Cancel)).Reason);

        fixture.Agent.UseModel(new WindowedModel(32_000, Chatter.Looks(3)), "larger");

        Assert.Equal(StopReason.EndTurn, (await fixture.TurnAsync("go on", Cancel)).Reason);
    }
}
