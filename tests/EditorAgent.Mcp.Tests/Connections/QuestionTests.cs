using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tests.Hub;
using Xunit;

namespace EditorAgent.Mcp.Tests.Connections;

/// <summary>What servers ask back, in each of the ways in which they may: by a request, in an unfinished answer, in a task.</summary>
public sealed class QuestionTests
{
    private static readonly ServerQuestions All = new()
    {
        Elicit = (question, _) => Task.FromResult(new ElicitationReply(ElicitationAction.Accept, EverythingTests.Json($$"""{"name":"{{question.Message}}"}"""))),
        ShowsAddresses = true,
        Sample = (question, _) => Task.FromResult(new SamplingReply($"{question.System} {Assert.IsType<AnswerPart.Text>(question.Messages.Single().Content).Value}", "k", "endTurn")),
        ListRoots = _ => Task.FromResult(ImmutableArray.Create(new RootFolder(new Uri("file:///w"), "w"))),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallToolAsync_WhenServerAsks_TheCallersAnswersReachIt()
    {
        await using var connection = await HostileServer.ConnectAsync("asks", All);

        var answers = EverythingTests.Json(HostileServer.TextOf(await connection.CallAsync(new CallOptions { Questions = All })));

        Assert.Equal("""{"action":"accept","content":{"name":"Name?","colour":"red"}}""", answers[0].GetRawText());
        Assert.Equal("""{"role":"assistant","content":{"type":"text","text":"be brief hi"},"model":"k","stopReason":"endTurn"}""", answers[1].GetRawText());
        Assert.Equal("""{"roots":[{"uri":"file:///w","name":"w"}]}""", answers[2].GetRawText());
        Assert.Equal("{}", answers[3].GetRawText());
        Assert.Equal(-32602, answers[4].GetProperty("code").GetInt32());
        Assert.Equal(-32601, answers[5].GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task CallToolAsync_WhenTheCallAnswersNothing_RefusesWhateverTheConnectionCan()
    {
        await using var connection = await HostileServer.ConnectAsync("asks", All);

        var answers = EverythingTests.Json(HostileServer.TextOf(await connection.CallAsync(new CallOptions { Questions = new ServerQuestions() })));

        Assert.Equal(-32601, answers[0].GetProperty("code").GetInt32());
        Assert.Equal(-32601, answers[1].GetProperty("code").GetInt32());
        Assert.Equal(-32601, answers[2].GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task CallToolAsync_WhenAnswerIsUnfinished_IsAskedAndSentAgainWithItsState()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-asks", All);

        var echoed = EverythingTests.Json(HostileServer.TextOf(await connection.CallAsync(new CallOptions { Questions = All with { Sample = null, ListRoots = null } })));

        Assert.Equal("""{"q":{"action":"accept","content":{"name":"Name?"}}}""", echoed[0].GetRawText());
        Assert.Equal("stäte\u2028\"", echoed[1].GetString());
        Assert.Equal(["elicitation"], echoed[2].EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task CallToolAsync_WhenNobodyAnswers_IsRefused()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-asks", All);

        Assert.Equal((ServerFailureKind.Refused, true), Kind(await connection.FailAsync()));
    }

    [Fact]
    public async Task CallToolAsync_WhenServerAsksForEver_Ends()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-endless-asks");

        Assert.Equal((ServerFailureKind.Unreadable, true), Kind(await connection.FailAsync()));
    }

    [Fact]
    public async Task CallToolAsync_WhenTheUserThinksLongerThanTheIdleLimit_IsWaitedFor()
    {
        var time = new ManualTime();
        var slow = All with { Elicit = (question, token) => { time.Advance(TimeSpan.FromSeconds(3)); return All.Elicit!(question, token); } };
        await using var connection = await HostileServer.ConnectAsync("stateless-asks", time: time);

        var answer = await connection.CallAsync(new CallOptions { Questions = slow, IdleLimit = TimeSpan.FromSeconds(2) });

        Assert.Contains("Name?", HostileServer.TextOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallToolAsync_WhenServerWantsAVisitFirst_IsSentAgainAfterIt(bool isAgreed)
    {
        var asked = new List<Uri?>();
        var questions = All with { Elicit = (question, _) => { asked.Add(question.Address); return Task.FromResult(new ElicitationReply(isAgreed ? ElicitationAction.Accept : ElicitationAction.Decline, null)); } };
        await using var connection = await HostileServer.ConnectAsync("wants-a-visit", questions);
        var call = connection.CallAsync(new CallOptions { Questions = questions });

        if (isAgreed)
        {
            Assert.Equal("visited", HostileServer.TextOf(await call));
        }
        else
        {
            Assert.Equal(-32042, (await Assert.ThrowsAsync<ServerException>(() => call)).Code);
        }

        Assert.Equal([new Uri("https://example.test/login")], asked);
    }

    [Fact]
    public async Task CallToolAsync_WhenItBecomesATask_IsFollowedToItsResult()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-task");

        var answer = await connection.CallAsync(new CallOptions { Questions = All });

        Assert.True(connection.Introduction.HasTasks);
        Assert.Equal("""["tasks/get","tasks/get","tasks/update","tasks/get","tasks/get"]""", HostileServer.TextOf(answer));
    }

    [Fact]
    public async Task CallToolAsync_WhenATaskTakesTooLong_IsCancelledAtTheServer()
    {
        var time = new ManualTime();
        await using var connection = await McpServers.ConnectAsync(await HostileServer.EndpointAsync("stateless-task", "for-ever"), time: time);

        var failure = await connection.FailAsync(new CallOptions { Questions = All, TotalLimit = TimeSpan.FromSeconds(1), TaskBegan = _ => time.Advance(TimeSpan.FromSeconds(1)) });

        Assert.Equal(ServerFailureKind.TimedOut, failure.Kind);
        await connection.ToldAsync("task cancelled");
    }

    [Fact]
    public async Task CallToolAsync_WhenTheServerTellsThatATaskIsDone_DoesNotWaitForTheNextPoll()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-task-push");

        var answer = await connection.CallAsync(new CallOptions { TotalLimit = TimeSpan.FromSeconds(20) });

        Assert.Equal("""[["t1"],{"io.modelcontextprotocol/tasks":{}}]""", HostileServer.TextOf(answer));
    }

    [Fact]
    public async Task CallToolAsync_WhenATaskGetsItsAnswerLate_AsksTheUserNothingTwice()
    {
        var asked = new List<string>();
        await using var connection = await HostileServer.ConnectAsync("stateless-task-slow-ack");
        var questions = new ServerQuestions
        {
            Elicit = (question, _) =>
            {
                asked.Add(question.Message);
                return Task.FromResult(new ElicitationReply(ElicitationAction.Accept, EverythingTests.Json("{}")));
            },
        };

        await connection.CallAsync(new CallOptions { Questions = questions });

        Assert.Equal(["Sure?", "Really?"], asked);
    }

    [Fact]
    public async Task CallToolAsync_WhenTheServerForgetsATask_IsNotTakenForNeverBegun()
    {
        await using var connection = await HostileServer.ConnectAsync("stateless-task-lost");

        var failure = await connection.FailAsync();

        Assert.Equal((ServerFailureKind.Ended, true, null), (failure.Kind, failure.WasSent, failure.Code));
        Assert.Contains("does not tell what became of it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallToolAsync_WhenItBecomesATask_TellsItsBeginningAndItsEnd()
    {
        var told = new List<string>();
        var options = new CallOptions { Questions = All, TaskBegan = told.Add, TaskOver = () => told.Add("over") };
        await using var done = await HostileServer.ConnectAsync("stateless-task");
        await done.CallAsync(options);
        Assert.Equal(["t1", "over"], told);

        var time = new ManualTime();
        await using var endless = await McpServers.ConnectAsync(await HostileServer.EndpointAsync("stateless-task", "for-ever"), time: time);
        await endless.FailAsync(options with { TotalLimit = TimeSpan.FromSeconds(1), TaskBegan = id => { told.Add(id); time.Advance(TimeSpan.FromSeconds(1)); } });
        Assert.Equal(["t1", "over", "t1", "over"], told);

        await using var lost = await HostileServer.ConnectAsync("stateless-task-lost");
        await lost.FailAsync(options);
        Assert.Equal(["t1", "over", "t1", "over", "t1"], told);
    }

    [Theory]
    [InlineData("stateless-task", LeftTaskEnd.Stopped)]
    [InlineData("stateless-task-push", LeftTaskEnd.Completed)]
    [InlineData("stateless-task-lost", LeftTaskEnd.Forgotten)]
    public async Task EndTaskAsync_SaysWhatBecameOfTheTaskAndStopsWhatRuns(string mode, LeftTaskEnd expected)
    {
        await using var connection = await HostileServer.ConnectAsync(mode);

        var ended = await connection.EndTaskAsync("t1", Token);

        Assert.Equal((expected, expected == LeftTaskEnd.Completed), (ended.End, ended.Answer is not null));
        if (expected == LeftTaskEnd.Stopped)
        {
            await connection.ToldAsync("task cancelled");
        }
    }

    [Fact]
    public async Task CallToolAsync_WhenServerReportsProgress_IsNotSilentAndReportsAreSpaced()
    {
        var time = new ManualTime();
        var reports = new List<CallProgress>();
        await using var connection = await HostileServer.ConnectAsync("progress", time: time);

        var answer = await connection.CallAsync(new CallOptions { IdleLimit = TimeSpan.FromSeconds(2), Progress = new Immediate(Take) });

        Assert.Equal("done", HostileServer.TextOf(answer));
        Assert.Equal((60, 60, "step 60"), (reports[^1].Done, reports[^1].Total, reports[^1].Message));
        Assert.Equal([1, 2, 3, 4, 60], reports.Select(report => (int)report.Done));

        // Longer than the server may be silent, in steps that are shorter; after that the clock stands, and nothing but the last report is due.
        void Take(CallProgress report)
        {
            reports.Add(report);
            if (reports.Count <= 3)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }
    }

    [Theory]
    [InlineData("well-behaved")]
    [InlineData("stateless")]
    public async Task SubscribeAsync_WhenResourceChanges_IsTold(string mode)
    {
        var told = new TaskCompletionSource<string>();
        var changed = new TaskCompletionSource<ServerListKind>();
        await using var connection = await HostileServer.ConnectAsync(mode, events: new ServerEvents { ResourceChanged = told.SetResult, ListChanged = kind => changed.TrySetResult(kind) });

        await using var subscription = await connection.SubscribeAsync("file:///a", Token);

        Assert.Equal("file:///a", await told.Task.WaitAsync(McpServers.Patience, Token));
        if (mode == "stateless")
        {
            Assert.Equal(ServerListKind.Tools, await changed.Task.WaitAsync(McpServers.Patience, Token));
            await subscription.DisposeAsync();
            await connection.ToldAsync("notifications/cancelled");
        }
    }

    private static (ServerFailureKind Kind, bool WasSent) Kind(ServerException failure) => (failure.Kind, failure.WasSent);

    private sealed class Immediate(Action<CallProgress> take) : IProgress<CallProgress>
    {
        public void Report(CallProgress value) => take(value);
    }
}
