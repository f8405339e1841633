using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Tests.Sessions;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

/// <summary>Three hundred calls with everything that can go wrong on the way.</summary>
public sealed class LongTurnTests
{
    private const int Calls = 300;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RunTurn_WithThreeHundredCallsFailuresAndSteering_EndsValid(int seed)
    {
        var dice = new Random(seed);
        var model = new RoughModel(dice, Calls);
        var time = new ManualTime();
        await using var fixture = await AgentFixture.StartAsync(model, Tools(dice, () => { }), new LoopSettings { MaxStepsPerTurn = 1000 }, time);
        var said = 1;
        model.Meanwhile = () => said += dice.Next(20) == 0 && fixture.Agent.TrySteer([new ContentPart.Text($"Mind this too: {said}.")]) ? 1 : 0;
        var outcomes = new List<TurnOutcome>();

        // A run of bad luck may use up all attempts of a step; then its user asks again.
        while (!model.IsDone)
        {
            outcomes.Add(await RunAsync(fixture, time, Cancel));
        }

        Assert.InRange(outcomes.Count, 1, 5);
        Assert.True(outcomes.Max(outcome => outcome.ToolCalls) >= 100);
        await CheckAsync(fixture, model, said + outcomes.Count - 1);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task RunTurn_WithThreeHundredCallsAndCancels_EndsValid(int seed)
    {
        var dice = new Random(seed);
        var model = new RoughModel(dice, Calls);
        var time = new ManualTime();
        CancellationTokenSource? stop = null;
        var turns = 0;
        var said = 0;
        void MayStop()
        {
            if (dice.Next(25) == 0)
            {
                stop!.Cancel();
            }
        }

        await using var fixture = await AgentFixture.StartAsync(model, Tools(dice, MayStop), new LoopSettings { MaxStepsPerTurn = 1000 }, time);
        model.Meanwhile = () =>
        {
            said += dice.Next(20) == 0 && fixture.Agent.TrySteer([new ContentPart.Text($"Mind this too: {said}.")]) ? 1 : 0;
            MayStop();
        };
        while (!model.IsDone)
        {
            turns++;
            stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var outcome = await RunAsync(fixture, time, stop.Token);
            stop.Dispose();
            Assert.True(outcome.Reason is StopReason.Cancelled or StopReason.EndTurn or StopReason.Failed or StopReason.MaxTokens, $"{outcome.Reason}");
            ConversationRules.Check(fixture.Agent.Session.State.Conversation);
            Assert.Empty(fixture.Agent.Session.State.OpenCalls);
        }

        Assert.InRange(turns, 3, 200);
        await CheckAsync(fixture, model, said + turns);
    }

    private static async Task<TurnOutcome> RunAsync(AgentFixture fixture, ManualTime time, CancellationToken cancellationToken)
    {
        var turn = fixture.TurnAsync("Go on.", cancellationToken);
        await time.AdvanceUntilAsync(turn, TimeSpan.FromSeconds(1), Cancel);
        return await turn;
    }

    private static async Task CheckAsync(AgentFixture fixture, RoughModel model, int words)
    {
        ConversationRules.Check(fixture.Agent.Session.State.Conversation);
        var history = fixture.Agent.Session.ReadHistory().Select(envelope => envelope.Event).ToList();
        var results = history.OfType<SessionEvent.ToolCallEnded>().Select(ended => ended.CallId).ToList();
        Assert.True(model.Made.Count >= Calls);
        Assert.Equal(model.Made.Order(Ids), results.Order(Ids));
        Assert.Equal(words, fixture.Agent.Session.State.UserWords.Count);
        Assert.Contains(history, happened => happened is SessionEvent.Compacted);
        Assert.InRange(Chatter.MostShorteningsWithoutAnswer(fixture.Agent), 0, 1);
        var live = Chatter.Texts(fixture.Agent.Session.State);
        Assert.Equal(live, Chatter.Texts(await fixture.ReloadAsync()));
    }

    private static Comparer<ToolCallId> Ids { get; } = Comparer<ToolCallId>.Create((left, right) => string.CompareOrdinal(left.Value, right.Value));

    private static IEnumerable<ITool> Tools(Random dice, Action meanwhile)
    {
        var gate = new Lock();
        Task<ToolResult> Run(Func<ToolResult> result, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                meanwhile();
                cancellationToken.ThrowIfCancellationRequested();
                return Task.FromResult(result());
            }
        }

        return
        [
            new ToolInMemory("look", true, (_, token) => Run(() => ToolResult.Success(new string('x', dice.Next(6_000))), token)),
            new ToolInMemory("change", false, (_, token) => Run(() => ToolResult.Success("changed"), token)),
            new ToolInMemory("fail", true, (_, token) => Run(() => ToolResult.Error("There is no such thing."), token)),
            new ToolInMemory("break", false, (_, token) => Run(() => throw new InvalidOperationException("a bug of the tool"), token)),
        ];
    }
}
