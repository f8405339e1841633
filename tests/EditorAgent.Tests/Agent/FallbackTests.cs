using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using Xunit;

namespace EditorAgent.Tests.Agent;

public sealed class FallbackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelFailureKind.Unreachable)]
    [InlineData(ModelFailureKind.Transient)]
    [InlineData(ModelFailureKind.QuotaExhausted)]
    public async Task Turn_WhenItsModelCannotBeHad_IsAnsweredByTheNextAndSaysSoOnce(ModelFailureKind kind)
    {
        var first = new ModelInMemory(ModelInMemory.Fails(kind));
        var second = new ModelInMemory(ModelInMemory.Calls(("nothing", "{}")), ModelInMemory.Says("done")) { Description = new ModelDescription("second", "memory", 100_000, 700) };
        await using var fixture = await StartAsync(first, [() => second]);

        var outcome = await fixture.TurnAsync("go", Token);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Single(first.Requests);
        Assert.Equal(2, second.Requests.Count);
        Assert.All(second.Requests, request => Assert.Equal(700, request.MaxCompletionTokens));
        Assert.All(fixture.Events.OfType<SessionEvent.AssistantMessage>(), answer => Assert.Equal("second", answer.Model));
        Assert.Contains("second takes over", Assert.Single(fixture.Events.OfType<SessionEvent.Notice>()).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_AfterOneThatWasAnsweredByAnother_BeginsWithItsOwnModel()
    {
        var first = new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.QuotaExhausted), ModelInMemory.Says("here again"));
        var second = new ModelInMemory(ModelInMemory.Says("instead"));
        await using var fixture = await StartAsync(first, [() => second]);
        await fixture.TurnAsync("go", Token);

        await fixture.TurnAsync("again", Token);

        Assert.Equal(2, first.Requests.Count);
        Assert.Single(second.Requests);
    }

    [Theory]
    [InlineData(ModelFailureKind.Unauthorized)]
    [InlineData(ModelFailureKind.Forbidden)]
    [InlineData(ModelFailureKind.NotFound)]
    [InlineData(ModelFailureKind.ContentFiltered)]
    public async Task Turn_WhenTheUserHasToPutItRight_AsksNobodyElse(ModelFailureKind kind)
    {
        var second = new ModelInMemory(ModelInMemory.Says("instead"));
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Fails(kind)), [() => second]);

        var outcome = await fixture.TurnAsync("go", Token);

        Assert.NotEqual(StopReason.EndTurn, outcome.Reason);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Turn_WhenAPieceOfTheAnswerWasShown_AsksNobodyElse()
    {
        var second = new ModelInMemory(ModelInMemory.Says("instead"));
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.QuotaExhausted, after: "I beg")), [() => second]);

        var outcome = await fixture.TurnAsync("go", Token);

        Assert.Equal(StopReason.Failed, outcome.Reason);
        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task Turn_WhenNoneOfThemCanBeHad_FailsWithTheLast()
    {
        var made = 0;
        Func<IChatModel> Next() => () =>
        {
            made++;
            return new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.QuotaExhausted)) { Description = new ModelDescription($"m{made}", "memory", 1000, 100) };
        };
        await using var fixture = await StartAsync(new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.QuotaExhausted)), [Next(), Next()]);

        var outcome = await fixture.TurnAsync("go", Token);

        Assert.Equal(StopReason.Failed, outcome.Reason);
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task Turn_WhenNobodyAnswersAtTheAddress_TriesThreeTimesWhileAnotherCanTakeOver()
    {
        var nobody = Enumerable.Repeat(ModelInMemory.Fails(ModelFailureKind.Unreachable), 5).ToArray();
        var (first, second) = (new ModelInMemory(nobody), new ModelInMemory([.. nobody[..4], ModelInMemory.Says("at last")]));
        var time = new ManualTime();
        await using var fixture = await StartAsync(first, [() => second], new LoopSettings { MaxAttemptsPerStep = 5 }, time);

        var turn = fixture.TurnAsync("go", Token);
        await time.AdvanceUntilAsync(turn, TimeSpan.FromSeconds(1), Token);

        Assert.Equal(StopReason.EndTurn, (await turn).Reason);
        Assert.Equal((3, 5), (first.Requests.Count, second.Requests.Count));
        Assert.Equal([3, 3, 5, 5, 5, 5], fixture.Events.OfType<SessionEvent.Retrying>().Select(retrying => retrying.MaxAttempts));
    }

    private static Task<AgentFixture> StartAsync(IChatModel model, ImmutableArray<Func<IChatModel>> others, LoopSettings? loop = null, TimeProvider? time = null) =>
        AgentFixture.StartAsync(model, [], loop ?? new LoopSettings { MaxAttemptsPerStep = 1 }, time, adjust: parts => parts with { FallbacksOf = _ => others });
}
