using System.Collections.Concurrent;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

public sealed class StateTests
{
    private readonly FakeServers fakes = new();
    private readonly ManualTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OfAServerNeverSeen_PublishesEachChangeOnceInOrder()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var parts = world.Parts(this.time) with { Connect = this.fakes.ConnectAsync };
        await using var hub = new EditorAgent.Mcp.Hub.McpHub(parts);
        var states = new ConcurrentQueue<ServerState>();
        using var subscription = hub.Subscribe(status => states.Enqueue(status.State));

        hub.Start();
        await hub.UntilAsync("a", ServerState.Connected);
        await hub.DisposeAsync();

        Assert.Equal([ServerState.Pending, ServerState.Connecting, ServerState.Connected], Changes(states));
        Assert.Equal(1, hub.Status("a").ToolCount);
        Assert.Equal("2026-07-28", hub.Status("a").Era!.Revision);
        Assert.Equal("a", hub.Status("a").Introduction!.Name);
    }

    [Fact]
    public async Task Start_WhenOneServerHangsAndOneFails_TheThirdIsThereAndNothingWaits()
    {
        await using var world = new HubWorld();
        world.Servers.AddRange([HubWorld.Fake("hangs"), HubWorld.Fake("fails"), HubWorld.Fake("works")]);
        this.fakes["hangs"].OnConnect = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token);
        this.fakes["fails"].OnConnect = (_, _) => throw new ServerException(ServerFailureKind.Unreachable, "Nobody is there.") { ErrorTail = ["boom"] };
        var hub = world.Open(this.fakes, this.time);

        await hub.Remembered.WaitAsync(Token);
        await hub.UntilAsync("works", ServerState.Connected);
        var failed = await hub.UntilAsync("fails", ServerState.Failed);

        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("works", "echo"));
        Assert.Equal(ServerState.Connecting, hub.Status("hangs").State);
        Assert.Contains("Nobody is there.", failed.Problems);
        Assert.Equal(["boom"], failed.ErrorTail);
    }

    [Fact]
    public async Task Crash_OfAConnectedServer_IsRecoveredWithGrowingPausesAndAtMostFiveStarts()
    {
        await using var world = new HubWorld();
        world.Servers.Add(Process(world, "a"));
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.Connected);

        var pauses = new List<double>();
        for (var start = 2; start <= 5; start++)
        {
            this.fakes["a"].Current!.Crash();
            await hub.UntilAsync("a", ServerState.Failed);
            pauses.Add((await this.time.WaiterAsync(TimeSpan.FromMinutes(1), Token)).TotalSeconds);
            this.time.Advance(TimeSpan.FromSeconds(pauses[^1]));
            await hub.UntilAsync("a", ServerState.Connected);
        }

        this.fakes["a"].Current!.Crash();
        var status = await hub.UntilAsync("a", status => status.Problems.Any(problem => problem.Contains("too often", StringComparison.Ordinal)));

        Assert.Equal([1, 2, 4, 8], pauses);
        Assert.Equal(5, this.fakes["a"].Count("connect"));
        Assert.Equal(ServerState.Failed, status.State);
        Assert.Contains("a line of its errors", status.ErrorTail);
        var refused = Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Contains("left alone", refused.Message, StringComparison.Ordinal);

        this.time.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
    }

    [Fact]
    public async Task Crash_OfAServerThatLivedLong_StartsWithTheShortestPauseAgain()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var hub = world.Open(this.fakes, this.time);
        for (var i = 0; i < 3; i++)
        {
            await hub.UntilAsync("a", ServerState.Connected);
            this.time.Advance(TimeSpan.FromMinutes(5));
            this.fakes["a"].Current!.Crash();
            await hub.UntilAsync("a", ServerState.Failed);

            Assert.Equal(TimeSpan.FromSeconds(1), await this.time.WaiterAsync(TimeSpan.FromMinutes(1), Token));
            this.time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Restart_ByAPerson_DoesNotWaitForAPause()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        this.fakes["a"].OnConnect = (_, _) => throw new ServerException(ServerFailureKind.Unreachable, "Nobody is there.");
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.Failed);
        this.fakes["a"].OnConnect = null;

        Assert.Equal(ServerState.Connected, (await hub.RestartAsync("a", Token)).State);
    }

    [Fact]
    public async Task Call_WhenALoginIsNeeded_SaysWhatToDoAndAsksTheServerOnlyOnce()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        this.fakes["a"].OnConnect = (_, _) => throw new ServerException(ServerFailureKind.LoginNeeded, "It wants a login.");
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.NeedsLogin);

        var outcome = Assert.IsType<CallOutcome.LoginNeeded>(await hub.CallAsync("a", "echo"));

        Assert.Contains("mcp-config login a", outcome.Advice, StringComparison.Ordinal);
        Assert.Equal(1, this.fakes["a"].Count("connect"));
        this.fakes["a"].OnConnect = null;
        Assert.Equal(ServerState.Connected, (await hub.RestartAsync("a", Token)).State);
    }

    [Fact]
    public async Task Call_WhenTheLoginExpiresWhileItIsConnected_SaysSoAndShowsIt()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.Connected);
        this.fakes["a"].OnCall = (_, _, _, _) => throw new ServerException(ServerFailureKind.LoginNeeded, "The login is no longer valid.") { WasSent = true };

        Assert.IsType<CallOutcome.LoginNeeded>(await hub.CallAsync("a", "echo"));

        Assert.Equal(ServerState.NeedsLogin, hub.Status("a").State);
        Assert.Contains(hub.Tools, tool => tool.Tool.Name == "echo");
    }

    [Fact]
    public async Task Servers_ThatAreSwitchedOffOrOnlyListed_AreShownAndNeverStarted()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("off") with { IsEnabled = false });
        world.Servers.Add(HubWorld.Fake("listed") with { Scope = McpServerScope.ListedOnly });
        var hub = world.Open(this.fakes, this.time);
        await hub.Remembered.WaitAsync(Token);

        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("off", "echo"));
        await hub.ConnectAsync("listed", Token);

        Assert.All(hub.Servers, server => Assert.Equal(ServerState.Disabled, server.State));
        Assert.Empty(this.fakes["off"].Received);
        Assert.Empty(this.fakes["listed"].Received);
    }

    [Fact]
    public async Task ManyWhoNeedAServer_StartItOnce()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var hub = world.Open(this.fakes, this.time);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => hub.CallAsync("a", "echo")));

        Assert.All(outcomes, outcome => Assert.IsType<CallOutcome.Answered>(outcome));
        Assert.Equal(1, this.fakes["a"].Count("connect"));
    }

    [Fact]
    public async Task Dispose_WhileServersHangInEveryStep_EndsAndClosesWhatWasOpen()
    {
        await using var world = new HubWorld();
        world.Servers.AddRange([HubWorld.Fake("connects"), HubWorld.Fake("lists"), HubWorld.Fake("runs")]);
        this.fakes["connects"].OnConnect = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, token);
        this.fakes["lists"].OnList = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("runs", ServerState.Connected);
        await this.fakes["connects"].WaitForAsync("connect", 1, Token);
        await this.fakes["lists"].WaitForAsync("list", 1, Token);

        await hub.DisposeAsync();

        Assert.Equal(1, this.fakes["runs"].Count("close"));
        Assert.Equal(1, this.fakes["lists"].Count("close"));
        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("runs", "echo"));
        Assert.Equal(1, this.fakes["runs"].Count("connect"));
    }

    private static McpServerDeclaration Process(HubWorld world, string name) => new()
    {
        Name = name, Scope = McpServerScope.User, Source = "mcp.json", Transport = McpTransport.Stdio, Command = "sh", Cwd = world.Home.Directory,
    };

    private static List<ServerState> Changes(IEnumerable<ServerState> states)
    {
        var changes = new List<ServerState>();
        foreach (var state in states)
        {
            if (changes.Count == 0 || changes[^1] != state)
            {
                changes.Add(state);
            }
        }

        return changes;
    }
}
