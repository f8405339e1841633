using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using Xunit;
using static EditorAgent.Tests.Agent.ModelInMemory;

namespace EditorAgent.Tests.Agent;

public sealed class TurnTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunTurn_WhenModelCallsATool_GivesItTheResultAndEnds()
    {
        var model = new ModelInMemory(Calls(("look", """{"n":1}""")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, "found it")]);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.EndTurn, 2, 1), (outcome.Reason, outcome.Steps, outcome.ToolCalls));
        var result = Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]);
        Assert.Equal("found it", Assert.IsType<ContentPart.Text>(Assert.Single(result.Content)).Value);
    }

    [Fact]
    public async Task RunTurn_WhenNextRequestIsSent_ItBeginsWithTheSameMessageObjects()
    {
        var model = new ModelInMemory(Calls(("look", "{}")), Calls(("look", """{"n":2}""")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, "x")]);

        await fixture.TurnAsync("go", Cancellation);

        for (var request = 1; request < model.Requests.Count; request++)
        {
            var earlier = model.Requests[request - 1].Messages;
            Assert.All(Enumerable.Range(0, earlier.Count), index => Assert.Same(earlier[index], model.Requests[request].Messages[index]));
            Assert.Equal(model.Requests[0].System, model.Requests[request].System);
            Assert.Equal(model.Requests[0].Tools, model.Requests[request].Tools);
        }
    }

    [Fact]
    public async Task RunTurn_WhenCallsOnlyRead_RunsThemSideBySideAndKeepsTheirOrder()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = 0;
        var look = new ToolInMemory("look", true, async (arguments, token) =>
        {
            if (Interlocked.Increment(ref running) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(token);
            return ToolResult.Success(arguments.GetProperty("n").GetRawText());
        });
        var model = new ModelInMemory(Calls(("look", """{"n":1}"""), ("look", """{"n":2}""")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [look]);

        await fixture.TurnAsync("go", Cancellation);

        var results = model.Requests[1].Messages.OfType<Message.ToolResult>().Select(result => ((ContentPart.Text)result.Content[0]).Value);
        Assert.Equal(["1", "2"], results);
    }

    [Fact]
    public async Task RunTurn_WhenACallHasEffects_RunsItAloneAfterTheReadsBeforeIt()
    {
        var log = new List<string>();
        var look = new ToolInMemory("look", true, async (_, _) =>
        {
            await Task.Yield();
            lock (log)
            {
                log.Add("look");
            }

            return ToolResult.Success("x");
        });
        var change = new ToolInMemory("change", false, (arguments, _) =>
        {
            lock (log)
            {
                log.Add("change" + arguments.GetProperty("n").GetRawText());
            }

            return Task.FromResult(ToolResult.Success("ok"));
        });
        var model = new ModelInMemory(Calls(("look", """{"n":1}"""), ("change", """{"n":1}"""), ("change", """{"n":2}"""), ("look", """{"n":2}""")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [look, change]);

        await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(["look", "change1", "change2", "look"], log);
    }

    [Fact]
    public async Task RunTurn_WhenAReadWantsToBeAlone_WaitsForThoseBeforeItAndHoldsThoseBehind()
    {
        var planned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = new List<string>();
        ToolInMemory Slow(string name, bool isAlone) => new(name, true, async (_, _) =>
        {
            await planned.Task;
            for (var turn = 0; turn < 200; turn++)
            {
                await Task.Yield();
            }

            lock (log)
            {
                log.Add(name);
            }

            return ToolResult.Success("x");
        })
        {
            IsAlone = isAlone,
            Refuse = () =>
            {
                if (isAlone)
                {
                    planned.TrySetResult();
                }

                return null;
            },
        };
        var quick = new ToolInMemory("quick", true, (_, _) =>
        {
            lock (log)
            {
                log.Add("quick");
            }

            return Task.FromResult(ToolResult.Success("x"));
        });
        var model = new ModelInMemory(Calls(("look", "{}"), ("stop", "{}"), ("quick", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Slow("look", isAlone: false), Slow("stop", isAlone: true), quick]);

        await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(["look", "stop", "quick"], log);
    }

    [Fact]
    public async Task RunTurn_WhenACallNeedsWhatAReadBeforeItTells_PlansItAgainAfterTheRead()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var wasRead = false;
        var look = new ToolInMemory("look", true, async (_, token) =>
        {
            await asked.Task.WaitAsync(token);
            wasRead = true;
            return ToolResult.Success("x");
        });
        var change = new ToolInMemory("change", false, (_, _) => Task.FromResult(ToolResult.Success("changed")))
        {
            Refuse = () =>
            {
                asked.TrySetResult();
                return wasRead ? null : "read it first";
            },
        };
        var model = new ModelInMemory(Calls(("look", "{}"), ("change", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [look, change]);

        await fixture.TurnAsync("go", Cancellation);

        var result = Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]);
        Assert.Equal("changed", ((ContentPart.Text)result.Content[0]).Value);
    }

    [Fact]
    public async Task RunTurn_WhenAReadIsRepeatedInOneAnswer_RunsItOnce()
    {
        var count = 0;
        var look = new ToolInMemory("look", true, (_, _) => Task.FromResult(ToolResult.Success($"{Interlocked.Increment(ref count)}")));
        var model = new ModelInMemory(Calls(("look", """{"n":1}"""), ("look", """{"n":1}""")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [look]);

        await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(1, count);
        Assert.Equal(2, model.Requests[1].Messages.OfType<Message.ToolResult>().Count());
    }

    [Theory]
    [InlineData("lok", "{}", "no tool named \"lok\"")]
    [InlineData("look", """{"n":"x"}""", "$.n must be an integer")]
    [InlineData("look", """{"m":1}""", "$.m is not a known parameter")]
    [InlineData("look", "{{{", "not valid JSON")]
    public async Task RunTurn_WhenACallMakesNoSense_TellsTheModelAndRunsNothing(string tool, string arguments, string expected)
    {
        var model = new ModelInMemory(Calls((tool, arguments)), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("look", true)]);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        var result = Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]);
        Assert.True(result.IsError);
        Assert.Contains(expected, ((ContentPart.Text)result.Content[0]).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.ToolCallStarted);
    }

    [Fact]
    public async Task RunTurn_WhenAToolHasABug_GoesOnWithAnOpaqueError()
    {
        var model = new ModelInMemory(Calls(("look", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("look", true)]);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        var text = ((ContentPart.Text)Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]).Content[0]).Value;
        Assert.Contains("failed unexpectedly", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenAnswerIsCutAtTheTokenLimit_RunsNoneOfItsCalls()
    {
        var model = new ModelInMemory(Calls(FinishReason.Length, ("change", "{}")), Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("change", false)]);

        await fixture.TurnAsync("go", Cancellation);

        Assert.Contains("cut off", ((ContentPart.Text)Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]).Content[0]).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.ToolCallStarted);
    }

    [Fact]
    public async Task RunTurn_WhenStreamBreaks_DropsThePartAndAsksAgain()
    {
        var time = new ManualTime();
        var model = new ModelInMemory(Fails(ModelFailureKind.Transient, after: "half an ans"), Says("whole answer"));
        await using var fixture = await AgentFixture.StartAsync(model, [], time: time);

        var turn = fixture.TurnAsync("go", Cancellation);
        await time.AdvanceUntilAsync(turn, TimeSpan.FromSeconds(1), Cancellation);
        var outcome = await turn;

        Assert.Equal((StopReason.EndTurn, 1), (outcome.Reason, outcome.Steps));
        Assert.Contains(fixture.Events, happened => happened is SessionEvent.AnswerDiscarded);
        Assert.Contains(fixture.Events, happened => happened is SessionEvent.Retrying { FailedAttempt: 1 });
        Assert.Equal("whole answer", Assert.IsType<Message.Assistant>(fixture.Agent.Session.State.Conversation[^1]).Text);
    }

    [Theory]
    [InlineData(ModelFailureKind.Unauthorized)]
    [InlineData(ModelFailureKind.QuotaExhausted)]
    [InlineData(ModelFailureKind.ContextOverflow)]
    public async Task RunTurn_WhenFailureIsFinal_EndsFailedAfterOneRequest(ModelFailureKind kind)
    {
        var model = new ModelInMemory(Fails(kind), Says("never"));
        await using var fixture = await AgentFixture.StartAsync(model, []);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.Failed, kind), (outcome.Reason, outcome.Failure!.Kind));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task RunTurn_WhenVendorRefusesTheShape_SendsAStricterFormOnce()
    {
        var model = new ModelInMemory(
            _ => [new ModelEvent.Completed(new Message.Assistant([new AssistantPart.Reasoning("why", "reasoning_content", null), new AssistantPart.ToolCall(new ToolCallId("a"), "a", "look", "{broken")]), FinishReason.ToolCalls, default)],
            Fails(ModelFailureKind.InvalidRequest),
            Says("done"));
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, "x")]);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(StopReason.EndTurn, outcome.Reason);
        var strict = model.Requests[2].Messages.OfType<Message.Assistant>().Single();
        Assert.Equal("{}", Assert.IsType<AssistantPart.ToolCall>(Assert.Single(strict.Parts)).RawArguments);
    }

    [Fact]
    public async Task RunTurn_WhenStepLimitIsReached_AsksForAWrapUpWithoutTools()
    {
        var model = new ModelInMemory(Calls(("look", """{"n":1}""")), Calls(("look", """{"n":2}""")), Says("so far"));
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, "x")], new LoopSettings { MaxStepsPerTurn = 2 });

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(StopReason.MaxTurnRequests, outcome.Reason);
        Assert.Empty(model.Requests[^1].Tools);
    }

    [Fact]
    public async Task RunTurn_WhenModelGoesInCircles_IsStopped()
    {
        var model = new ModelInMemory([.. Enumerable.Repeat(Calls(("look", "{}")), 20)]);
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, "x")]);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.MaxTurnRequests, 12), (outcome.Reason, outcome.Steps));
        Assert.Equal(3, fixture.Events.OfType<SessionEvent.Reminder>().Count());
    }

    [Fact]
    public async Task TrySteer_WhileToolsRun_ReachesTheModelBehindTheResults()
    {
        var model = new ModelInMemory(Calls(("look", "{}")), Says("done"));
        AgentFixture? fixture = null;
        var look = new ToolInMemory("look", true, (_, _) =>
        {
            Assert.True(fixture!.Agent.TrySteer([new ContentPart.Text("rather the other file")]));
            return Task.FromResult(ToolResult.Success("x"));
        });
        await using var running = fixture = await AgentFixture.StartAsync(model, [look]);

        await fixture.TurnAsync("go", Cancellation);

        var messages = model.Requests[1].Messages;
        Assert.IsType<Message.ToolResult>(messages[^2]);
        Assert.Equal("rather the other file", ((ContentPart.Text)Assert.IsType<Message.User>(messages[^1]).Content[0]).Value);
        Assert.False(fixture.Agent.TrySteer([new ContentPart.Text("too late")]));
    }

    [Fact]
    public async Task TrySteer_WhileTheLastAnswerStreams_StartsAnotherStep()
    {
        AgentFixture? fixture = null;
        var model = new ModelInMemory(Says("first"), Says("second"))
        {
            BeforeAnswer = (request, _) =>
            {
                Assert.True(request > 0 || fixture!.Agent.TrySteer([new ContentPart.Text("and also this")]));
                return Task.CompletedTask;
            },
        };
        await using var running = fixture = await AgentFixture.StartAsync(model, []);

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.EndTurn, 2), (outcome.Reason, outcome.Steps));
    }

    [Fact]
    public async Task RunTurn_WhenCancelledInATool_GivesEveryOpenCallAResultAndStaysValidAfterReload()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var change = new ToolInMemory("change", false, async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return ToolResult.Success("never");
        });
        var model = new ModelInMemory(Calls(("change", """{"n":1}"""), ("change", """{"n":2}""")));
        await using var fixture = await AgentFixture.StartAsync(model, [change]);

        var outcome = await fixture.TurnAsync("go", stop.Token);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        var results = (await fixture.ReloadAsync()).Conversation.OfType<Message.ToolResult>().ToList();
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.True(result.IsError));
    }

    [Fact]
    public async Task RunTurn_WhenCancelledInTheAnswer_KeepsTheTextThatHadCome()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var model = new ModelInMemory(_ => Interrupted(stop));
        await using var fixture = await AgentFixture.StartAsync(model, []);

        var outcome = await fixture.TurnAsync("go", stop.Token);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        Assert.Equal("I was about", Assert.IsType<Message.Assistant>((await fixture.ReloadAsync()).Conversation[^1]).Text);

        static IEnumerable<ModelEvent> Interrupted(CancellationTokenSource stop)
        {
            yield return new ModelEvent.TextDelta("I was about");
            stop.Cancel();
            yield return new ModelEvent.TextDelta(" to say");
        }
    }

    [Fact]
    public async Task RunTurn_WhenTheUserRejects_TellsTheModelWhyAndRunsNothing()
    {
        var model = new ModelInMemory(Calls(("change", "{}")), Says("understood"));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("change", false)]);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Reject("not this folder"));

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.EndTurn, 1), (outcome.Reason, outcome.DeniedCalls));
        Assert.Contains("not this folder", ((ContentPart.Text)Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]).Content[0]).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Events, happened => happened is SessionEvent.ToolCallStarted);
    }

    [Fact]
    public async Task RunTurn_WhenAPersonIsAsked_SubscribersHaveSeenTheCallBefore()
    {
        var seen = new List<string>();
        AgentFixture? fixture = null;
        var model = new ModelInMemory(Calls(("change", "{}")), Says("done"));
        await using var running = fixture = await AgentFixture.StartAsync(model, [Returning("change", false, "ok")]);
        fixture.Answer = (_, _) =>
        {
            seen.AddRange(fixture.Events.Select(happened => happened.GetType().Name));
            return Task.FromResult<PermissionAnswer>(new PermissionAnswer.AllowOnce());
        };

        await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(["ToolCallPlanned", "PermissionAsked"], seen.TakeLast(2));
    }

    [Fact]
    public async Task RunTurn_WhenNobodyIsThereToAsk_SaysSoAndBlamesNoUser()
    {
        var model = new ModelInMemory(Calls(("change", "{}")), Says("understood"));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("change", false)]);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Unattended());

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal((StopReason.EndTurn, 1), (outcome.Reason, outcome.DeniedCalls));
        var text = ((ContentPart.Text)Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]).Content[0]).Value;
        Assert.Contains("nobody can be asked", text, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Events.OfType<SessionEvent.PermissionDecided>(), decided => decided.Reason.Contains("user", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunTurn_WhenPartOfTheConfigurationIsIgnored_TellsItOnce()
    {
        await using var fixture = await AgentFixture.StartAsync(new ModelInMemory(Says("one"), Says("two")), [], warnings: ["config.toml:3: ignored"]);

        await fixture.TurnAsync("go", Cancellation);
        await fixture.TurnAsync("again", Cancellation);

        Assert.Equal("config.toml:3: ignored", Assert.Single(fixture.Events.OfType<SessionEvent.Notice>()).Description);
    }

    [Fact]
    public async Task RunTurn_WhenNobodyAnswers_EndsTheTurn()
    {
        var model = new ModelInMemory(Calls(("change", """{"n":1}"""), ("change", """{"n":2}""")));
        await using var fixture = await AgentFixture.StartAsync(model, [Throwing("change", false)]);
        fixture.Answer = (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.Cancelled());

        var outcome = await fixture.TurnAsync("go", Cancellation);

        Assert.Equal(StopReason.Cancelled, outcome.Reason);
        Assert.Single(fixture.Asked);
        Assert.Equal(2, (await fixture.ReloadAsync()).Conversation.OfType<Message.ToolResult>().Count());
    }

    [Fact]
    public async Task RunTurn_WhenACallHasEffects_ItsStartIsOnTheDiskBeforeItRuns()
    {
        string? journal = null;
        AgentFixture? fixture = null;
        var change = new ToolInMemory("change", false, async (_, token) =>
        {
            journal = await File.ReadAllTextAsync(Path.Combine(fixture!.Agent.Session.Directory, "journal.jsonl"), token);
            return ToolResult.Success("ok");
        });
        var model = new ModelInMemory(Calls(("change", "{}")), Says("done"));
        await using var running = fixture = await AgentFixture.StartAsync(model, [change]);

        await fixture.TurnAsync("go", Cancellation);

        var started = fixture.Events.OfType<SessionEvent.ToolCallStarted>().Single();
        Assert.Contains("allowed once by the user", journal, StringComparison.Ordinal);
        Assert.Contains(started.CallId.Value, journal!.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTurn_WhenATurnRuns_RefusesASecond()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var model = new ModelInMemory(Says("one")) { BeforeAnswer = (_, token) => release.Task.WaitAsync(token) };
        await using var fixture = await AgentFixture.StartAsync(model, []);
        var first = fixture.TurnAsync("go", Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.TurnAsync("again", Cancellation));
        release.SetResult();

        Assert.Equal(StopReason.EndTurn, (await first).Reason);
    }

    [Fact]
    public async Task RunTurn_WhenOutputIsLong_KeepsHeadAndTailAndSpillsTheWhole()
    {
        var model = new ModelInMemory(Calls(("look", "{}")), Says("done"));
        var whole = new string('a', 30_000) + new string('z', 30_000);
        await using var fixture = await AgentFixture.StartAsync(model, [Returning("look", true, whole)]);

        await fixture.TurnAsync("go", Cancellation);

        var content = Assert.IsType<Message.ToolResult>(model.Requests[1].Messages[^1]).Content;
        var text = ((ContentPart.Text)content[0]).Value;
        Assert.InRange(text.Length, 3_000, 3_500);
        Assert.EndsWith("zzz", text, StringComparison.Ordinal);
        var spilled = Assert.Single(Directory.GetFiles(Path.Combine(fixture.Agent.Session.Directory, "tool-results")));
        Assert.Equal(whole, await File.ReadAllTextAsync(spilled, Cancellation));
        var note = Assert.IsType<ContentPart.Text>(content[1]);
        Assert.True(note.IsOwn);
        Assert.Contains(spilled, note.Value, StringComparison.Ordinal);
    }

    private static ToolInMemory Returning(string name, bool isReadOnly, string text) =>
        new(name, isReadOnly, (_, _) => Task.FromResult(ToolResult.Success(text)));

    private static ToolInMemory Throwing(string name, bool isReadOnly) =>
        new(name, isReadOnly, (_, _) => throw new InvalidOperationException("secret detail"));
}
