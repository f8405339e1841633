using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using Xunit;

namespace EditorAgent.Tests.Agent.Compaction;

public sealed class CompactionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunTurn_WhenTheWindowFillsUp_GoesOnFromANoteAndKeepsTheRecords()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(20));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);

        var outcome = await fixture.TurnAsync("Look at twenty things. Never guess.", Cancel);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.InRange(model.Notes(), 1, 3);
        Assert.Equal(0, model.Overflows);
        var state = fixture.Agent.Session.State;
        Assert.Equal("Look at twenty things. Never guess.", WindowedModel.TextOf(state.Conversation[0]));
        Assert.Contains("FACT 3 was seen.", WindowedModel.TextOf(state.Conversation[1]), StringComparison.Ordinal);
        var history = fixture.Agent.Session.ReadHistory().Select(envelope => envelope.Event).ToList();
        Assert.Equal(20, history.OfType<SessionEvent.ToolCallEnded>().Count());
        Assert.Contains(history.OfType<SessionEvent.Notice>(), notice => System.Text.RegularExpressions.Regex.IsMatch(notice.Title, "^The conversation was summarised: 2[0-9]K -> [0-9.]+K tokens$"));
        Assert.True(outcome.Usage.Prompt >= model.Sent.Sum(sent => sent.Tokens));
        Assert.Equal(outcome.Usage, state.TotalUsage);
    }

    [Fact]
    public async Task RunTurn_WhenItWasShortened_TellsClientsThatTheWindowIsEmptier()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(20));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);

        await fixture.TurnAsync("go", Cancel);

        var shortened = fixture.Events.FindIndex(happened => happened is SessionEvent.Compacted);
        var before = fixture.Events.Take(shortened).OfType<SessionEvent.ContextUsed>().Last();
        var after = fixture.Events.Skip(shortened).OfType<SessionEvent.ContextUsed>().First();
        Assert.True(after.Used * 3 < before.Used, $"{before.Used} -> {after.Used}");
        var counted = fixture.Events.Skip(shortened).OfType<SessionEvent.ContextUsed>().Skip(1).First();
        Assert.InRange(counted.Used, after.Used * 7 / 10, after.Used + 4_000);
    }

    [Fact]
    public async Task RunTurn_WhenTextIsOfStrangers_KeepsTheTaintAndFencesTheNote()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000, TextOrigin.Outside)]);

        await fixture.TurnAsync("go", Cancel);

        var state = await fixture.ReloadAsync();
        Assert.NotNull(state.Compaction);
        Assert.Equal("look", state.Taint.Outside);
        var handoff = WindowedModel.TextOf(state.Compaction.Messages[^1]);
        Assert.Matches("\n\\[outside [0-9a-f]{8}\nI am at work", handoff);
        Assert.Matches("\n[0-9a-f]{8}\\]$", handoff);
    }

    [Theory]
    [InlineData(FinishReason.Length, "half a note", false)]
    [InlineData(FinishReason.Stop, " \n", false)]
    [InlineData(FinishReason.ToolCalls, "note", true)]
    public async Task RunTurn_WhenANoteIsCutOrEmptyOrACall_IsAskedForAgain(FinishReason reason, string text, bool calls)
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        model.Note = (attempt, note) => attempt < 3
            ? new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(text), .. calls ? [WindowedModel.Call("look", "{}")] : Array.Empty<AssistantPart>()]), reason, default)
            : new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(note)]), FinishReason.Stop, default);
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal(3, model.Notes());
        Assert.StartsWith("I am at work", fixture.Agent.Session.State.Compaction!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenNoNoteCanBeHad_LeavesOldOutputsOutInstead()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12)) { Note = (_, _) => new ModelEvent.Completed(new Message.Assistant([]), FinishReason.Stop, default) };
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        Assert.Equal(5, model.Notes());
        Assert.Contains(fixture.Events, happened => happened is SessionEvent.Notice { Severity: NoticeSeverity.Warning, Title: "The conversation could not be summarised" });
        Assert.Null(fixture.Agent.Session.State.Compaction);
    }

    [Fact]
    public async Task RunTurn_WhenCancelledWhileTheNoteIsWritten_ChangesNothing()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        model.Note = (_, _) =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);

        var outcome = await fixture.TurnAsync("go", stop.Token);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        var state = fixture.Agent.Session.State;
        Assert.Null(state.Compaction);
        Assert.Equal(model.Sent[^1].Messages.Count - 1, state.Conversation.Count);
        model.Note = null;
        Assert.Equal(StopReason.EndTurn, (await fixture.TurnAsync("go on", Cancel)).Reason);
        Assert.NotNull(fixture.Agent.Session.State.Compaction);
    }

    [Fact]
    public async Task RunTurn_WhenAnotherModelIsSetAside_LetsItWriteTheNote()
    {
        var aside = new WindowedModel(16_000, _ => throw new InvalidOperationException("asked for more than a note"));
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], summarizer: aside);

        await fixture.TurnAsync("go", Cancel);

        Assert.Equal((0, 1, 0), (model.Notes(), aside.Notes(), aside.Overflows));
    }

    [Fact]
    public async Task RunTurn_WhenTheModelSetAsideFails_AsksTheSessionsOwn()
    {
        var aside = new ModelInMemory(ModelInMemory.Fails(ModelFailureKind.Unauthorized));
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], summarizer: aside);

        var outcome = await fixture.TurnAsync("go", Cancel);

        Assert.Equal((StopReason.EndTurn, 1, 1), (outcome.Reason, aside.Requests.Count, model.Notes()));
    }

    [Fact]
    public async Task RunTurn_WhenReadBackAfterEachStage_IsTheSame()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(8));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(9_000)]);
        for (var turn = 0; turn < 6; turn++)
        {
            Assert.Equal(StopReason.EndTurn, (await fixture.TurnAsync($"turn {turn}", Cancel)).Reason);
            var before = fixture.Agent.Session.State;
            await fixture.ReopenAsync(model, [Chatter.Look(9_000)]);
            var after = fixture.Agent.Session.State;
            Assert.Equal(Chatter.Texts(before), Chatter.Texts(after));
            Assert.Equal(before.UserWords.Count, after.UserWords.Count);
            Assert.Equal(before.Compaction?.Note, after.Compaction?.Note);
        }

        Assert.InRange(model.Notes(), 2, 6);
        Assert.Equal(0, model.Overflows);
    }

    [Fact]
    public async Task BeginTurn_WhenOldOutputsAreLarge_LeavesThemOutOnceAndOnlyThere()
    {
        var model = new WindowedModel(400_000, Chatter.Looks(8));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(45_000)]);
        await fixture.TurnAsync("first", Cancel);
        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.OutputsPruned);

        await fixture.TurnAsync("second", Cancel);

        Assert.Single(fixture.Events.OfType<SessionEvent.OutputsPruned>());
        var state = await fixture.ReloadAsync();
        Assert.StartsWith("[Removed to save space: what look put out", WindowedModel.TextOf(state.Conversation.First(message => message is Message.ToolResult)), StringComparison.Ordinal);
        Assert.Null(state.Compaction);
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(1_000_000, 1)]
    public async Task BeginTurn_WhenTheCacheIsCold_LeavesOldOutputsOutEvenIfFew(int minutes, int pruned)
    {
        var time = new ManualTime();
        time.Advance(TimeProvider.System.GetUtcNow() - time.GetUtcNow());
        var model = new WindowedModel(400_000, Chatter.Looks(4));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(45_000)], time: time);
        await fixture.TurnAsync("first", Cancel);

        time.Advance(TimeSpan.FromMinutes(minutes));
        await fixture.TurnAsync("second", Cancel);

        Assert.Equal(pruned, fixture.Events.OfType<SessionEvent.OutputsPruned>().Count());
    }

    [Fact]
    public async Task Fork_OfAShortenedSession_GoesOnFromTheSameMessages()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await fixture.TurnAsync("go", Cancel);
        var state = fixture.Agent.Session.State;

        var fork = Assert.NotNull(await fixture.Store.ForkAsync(state.Id, null, Cancel));

        await using var opened = await fixture.Store.OpenAsync(fork, Cancel);
        Assert.Equal(Chatter.Texts(state), Chatter.Texts(opened.State));
        Assert.Equal(state.UserWords.Count, opened.State.UserWords.Count);
    }
}
