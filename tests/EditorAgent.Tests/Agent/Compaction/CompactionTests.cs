using System.Text;
using EditorAgent.BuiltInTools.Asking;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Sessions.Journal;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Tests.Sessions;
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
        var whole = fixture.Agent.Session.ReadConversation();
        ConversationRules.Check(whole);
        Assert.Equal((20, "Look at twenty things. Never guess."), (whole.OfType<Message.ToolResult>().Count(), WindowedModel.TextOf(Assert.Single(whole.OfType<Message.User>()))));
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

    [Theory]
    [InlineData(ModelFailureKind.InvalidRequest)]
    [InlineData(ModelFailureKind.MediaRejected)]
    public async Task CompactAsync_WhenTheVendorRefusesTheShapeOfTheRequest_SendsAnother(ModelFailureKind kind)
    {
        var model = new WindowedModel(100_000, Chatter.Looks(3));
        model.Note = (attempt, note) => attempt == 1
            ? throw new ModelException(new ModelFailure(kind, "not like this", 400))
            : new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(note)]), FinishReason.Stop, default);
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await fixture.Agent.RunTurnAsync([new ContentPart.Text("go"), new ContentPart.Image("image/png", new byte[100])], Cancel);

        var outcome = await fixture.Agent.CompactAsync(null, Cancel);

        Assert.Equal((StopReason.EndTurn, (string?)null), (outcome.Reason, outcome.Error));
        var notes = model.Sent.Where(sent => sent.IsNote).ToList();
        Assert.Equal([(1, true), (1, kind == ModelFailureKind.InvalidRequest)], notes.Select(note => (note.Request.Tools.Length, HasImage(note.Messages))));
    }

    [Fact]
    public async Task CompactAsync_ByTheSessionsOwnModel_SendsTheLastRequestAgainWithWordsBehindIt()
    {
        var model = new WindowedModel(100_000, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await fixture.TurnAsync("go", Cancel);

        await fixture.Agent.CompactAsync(null, Cancel);

        var (last, note) = (model.Sent[^2], model.Sent[^1]);
        Assert.True(note.IsNote);
        Assert.Equal((last.Request.System, last.Request.Tools), (note.Request.System, note.Request.Tools));
        Assert.All(last.Messages.Index(), message => Assert.Same(message.Item, note.Messages[message.Index]));
    }

    [Fact]
    public async Task CompactAsync_ByAnotherModel_OffersToolsOnlyToAVendorThatWantsThem()
    {
        var aside = new WindowedModel(100_000, _ => throw new InvalidOperationException("asked for more than a note"));
        aside.Note = (attempt, note) => attempt == 1
            ? throw new ModelException(new ModelFailure(ModelFailureKind.InvalidRequest, "tools must be defined", 400))
            : new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(note)]), FinishReason.Stop, default);
        var model = new WindowedModel(100_000, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], summarizer: aside);
        await fixture.TurnAsync("go", Cancel);

        await fixture.Agent.CompactAsync(null, Cancel);

        Assert.Equal([0, 1], aside.Sent.Select(sent => sent.Request.Tools.Length));
        Assert.Equal(0, model.Notes());
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
    public async Task RunTurn_WhenSomethingIsSaidWhileTheNoteIsWritten_KeepsItBehindTheNote()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        model.Note = (_, note) =>
        {
            fixture.Agent.Session.Append(new SessionEvent.Reminder("Said meanwhile by the host."));
            Assert.True(fixture.Agent.TrySteer([new ContentPart.Text("Said meanwhile by the user.")]));
            return new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(note)]), FinishReason.Stop, default);
        };

        await fixture.TurnAsync("go", Cancel);

        var next = model.Sent[model.Sent.FindIndex(sent => sent.IsNote) + 1].Messages.Select(WindowedModel.TextOf).ToList();
        Assert.Equal(["Said meanwhile by the host.", "Said meanwhile by the user."], next[^2..]);
        Assert.Contains("I am at work", next[^3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenItIsTimeAtTheFirstRequest_KeepsTheNewPromptWithAllThatCameWithIt()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(3));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(27_000)]);
        await fixture.TurnAsync("first", Cancel);
        Assert.Equal(0, model.Notes());
        ContentPart[] prompt =
        [
            new ContentPart.Text("What does this file do?"),
            new ContentPart.Text("Attached by the user: the file a.cs, lines 1-900 of 900.\n" + new string('x', 16_000)) { IsOfWorkspace = true },
        ];

        await fixture.Agent.RunTurnAsync([.. prompt], Cancel);

        var request = model.Sent[model.Sent.FindIndex(sent => sent.IsNote) + 1].Messages;
        Assert.Equal(prompt, Assert.IsType<Message.User>(request[^1]).Content);
        Assert.Equal(["first"], ((Message.User)request[0]).Content.OfType<ContentPart.Text>().Select(text => text.Value));
        Assert.Equal(3, request.Count);
    }

    [Fact]
    public async Task RunTurn_WhenTheProjectHasNotes_ShowsThemAgainBehindTheWords()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        await File.WriteAllTextAsync(Path.Combine(fixture.WorkspaceRoot, "AGENTS.md"), "Use tabs.", Cancel);

        await fixture.TurnAsync("go", Cancel);

        var before = model.Sent[0].Messages.Select(WindowedModel.TextOf).Single(text => text.Contains("Use tabs.", StringComparison.Ordinal));
        var after = fixture.Agent.Session.State.Compaction!.Messages.Select(WindowedModel.TextOf).ToList();
        Assert.Equal(["go", before], after[..2]);
        Assert.Contains("[workspace ", after[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenThereIsAPlan_ShowsItBesideTheNote()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)]);
        fixture.Agent.Session.Append(new SessionEvent.PlanChanged([new PlanEntry("look around", PlanEntryPriority.High, PlanEntryStatus.InProgress), new PlanEntry("stop", PlanEntryPriority.Low, PlanEntryStatus.Completed)]));

        await fixture.TurnAsync("go", Cancel);

        Assert.Contains("The plan:\n- [>] look around\n- [x] stop", Chatter.Texts(fixture.Agent.Session.State)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenTheUserAnsweredAQuestion_KeepsTheAnswerBesideEveryNote()
    {
        var looks = Chatter.Looks(40);
        var model = new WindowedModel(32_000, step => step == 0 ? [WindowedModel.Call("ask_user", """{"question":"Which file?","options":[{"label":"a.json"},{"label":"b.json"}]}""")] : looks(step - 1));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000), new AskUserTool(new Answering("data.json, never elsewhere."))], loop: Chatter.Loop);

        await fixture.TurnAsync("go", Cancel);

        Assert.InRange(model.Notes(), 2, 20);
        Assert.Contains("- Which file?: The user chose none of these and says: data.json, never elsewhere.", WindowedModel.TextOf(fixture.Agent.Session.State.Compaction!.Messages[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenTheWordOfPlanModeWasTakenOut_SaysItInTheFirstRequestAfterwards()
    {
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], adjust: parts => parts with { Permissions = new PermissionPolicy([], PermissionMode.Plan) });

        await fixture.TurnAsync("go", Cancel);

        var first = model.Sent.SkipWhile(sent => !sent.IsNote).First(sent => !sent.IsNote);
        Assert.Contains(first.Messages, message => WindowedModel.TextOf(message) == ModeReminder.Alone);
    }

    [Fact]
    public async Task RunTurn_WhenTheVendorIsDownWhileTheNoteIsWritten_TriesAgain()
    {
        var time = new ManualTime();
        var model = new WindowedModel(32_000, Chatter.Looks(12));
        model.Note = (attempt, note) => attempt < 4
            ? throw new ModelException(new ModelFailure(ModelFailureKind.Transient, "busy"))
            : new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Text(note)]), FinishReason.Stop, default);
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(8_000)], time: time);

        var turn = fixture.TurnAsync("go", Cancel);
        await time.AdvanceUntilAsync(turn, TimeSpan.FromSeconds(1), Cancel);

        Assert.Equal((StopReason.EndTurn, 4), ((await turn).Reason, model.Notes()));
        Assert.Equal(3, fixture.Events.Count(happened => happened is SessionEvent.Retrying));
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
    public async Task Journal_WhenTheProcessDiesBehindAnyRecord_HoldsAConversationThatVendorsAccept()
    {
        var model = new WindowedModel(16_384, Chatter.Looks(20));
        await using var fixture = await AgentFixture.StartAsync(model, [Chatter.Look(20_000)]);
        await fixture.TurnAsync("go", Cancel);
        await fixture.TurnAsync("again", Cancel);
        var last = Chatter.Texts(fixture.Agent.Session.State);
        var journal = Path.Combine(fixture.Agent.Session.Directory, "journal.jsonl");
        await fixture.Agent.DisposeAsync();

        var state = new SessionState { Id = new("x"), WorkingDirectory = "/w" };
        var (shortened, pruned) = (0, 0);
        foreach (var line in await File.ReadAllLinesAsync(journal, Cancel))
        {
            if (JournalLine.Read(Encoding.UTF8.GetBytes(line)) is not JournalRecord.Happened happened)
            {
                continue;
            }

            state = ConversationFold.Apply(state, happened.Event, happened.At);
            shortened += happened.Event is SessionEvent.Compacted ? 1 : 0;
            pruned += happened.Event is SessionEvent.OutputsPruned ? 1 : 0;
            var repaired = SessionRepair.Of(state).Aggregate(state, (before, repair) => ConversationFold.Apply(before, repair, happened.At));
            ConversationRules.Check(repaired.Conversation);
            Assert.Empty(repaired.OpenCalls);
        }

        Assert.True(shortened > 1 && pruned > 0, $"{shortened} shortened, {pruned} pruned");
        Assert.Equal(last, Chatter.Texts(state));
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

    private static bool HasImage(IEnumerable<Message> messages) => messages.OfType<Message.User>().Any(user => user.Content.Any(part => part is ContentPart.Image));

    private sealed class Answering(string words) : IUserQuestions
    {
        public Task<UserAnswer> AskAsync(UserQuestion question, CancellationToken cancellationToken) => Task.FromResult<UserAnswer>(new UserAnswer.Said(words));
    }
}
