using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tools;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Calls;

/// <summary>Calls that became tasks outlive connections and processes: what was left is found out about, stopped, and told.</summary>
public sealed class LeftTaskTests
{
    private readonly FakeServers fakes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Server => this.fakes["a"];

    [Fact]
    public async Task Task_WhoseConnectionWasLost_IsEndedByTheNextOneAndTold()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world);
        this.Server.OnCall = (_, _, options, _) =>
        {
            options.TaskBegan!("t1");
            throw new ServerException(ServerFailureKind.SessionLost, "Gone.") { WasSent = true };
        };
        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        this.Server.OnCall = (_, _, _, _) => Task.FromResult(FakeServer.Text("second"));
        this.Server.LeftTask = new LeftTask(LeftTaskEnd.Completed, FakeServer.Text("the first one's answer"));

        var second = await hub.CallAsync("a", "echo");

        Assert.Equal(1, this.Server.Count("end t1"));
        Assert.Contains("A call of echo of", second.News, StringComparison.Ordinal);
        Assert.EndsWith("it is done. Its answer: the first one's answer", second.News, StringComparison.Ordinal);
        Assert.StartsWith("second\n(A call of echo", AnswerContent.ResultOf(second, null).Text.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(hub.Status("a").Problems, problem => problem.EndsWith("it is done.", StringComparison.Ordinal));
        Assert.Null((await hub.CallAsync("a", "echo")).News);
    }

    /// <summary>The connection is there while the start still waits for what was left; lost again by then, it serves nobody any more.</summary>
    [Fact]
    public async Task Call_WhenTheSessionIsLostAgainBeforeTheStartIsOver_HasANewConnection()
    {
        await using var world = new HubWorld();
        var mayEnd = new TaskCompletionSource();
        var hub = await this.OpenAsync(world, new ManualTime());
        this.Server.MayEndTask = mayEnd.Task;
        this.Server.OnCall = (_, _, options, _) =>
        {
            options.TaskBegan!("t1");
            throw new ServerException(ServerFailureKind.SessionLost, "Gone.") { WasSent = true };
        };
        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        var starting = hub.ConnectAsync("a", Token);
        await this.Server.WaitForAsync("end t1", 1, Token);
        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        this.Server.OnCall = (_, _, _, _) => Task.FromResult(FakeServer.Text("done"));

        var next = hub.CallAsync("a", "echo");
        mayEnd.SetResult();

        Assert.IsType<CallOutcome.Answered>(await next);
        Assert.Equal(3, this.Server.Count("connect"));
        await starting;
    }

    [Fact]
    public async Task Task_OfAnEndedSession_IsEndedByTheNextWhichStartsTheServerForIt()
    {
        await using var world = new HubWorld();
        var hanging = new TaskCompletionSource();
        this.Server.OnCall = async (_, _, options, token) =>
        {
            options.TaskBegan!("t1");
            hanging.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return FakeServer.Text("never");
        };
        var first = await this.OpenAsync(world);
        using var stop = new CancellationTokenSource();
        var call = first.CallAsync(new ServerCall("a", "echo", System.Text.Json.JsonElement.Parse("{}"), "person", "once", "call-1"), new CallOptions(), stop.Token);
        await hanging.Task.WaitAsync(Token);

        // While somebody follows it, nobody else touches it.
        await using (var other = await this.OpenAsync(world))
        {
            Assert.Equal(0, this.Server.Count("end t1"));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await first.DisposeAsync();

        var later = world.Open(this.fakes, TimeProvider.System);
        await later.UntilAsync("a", status => status.Problems.Any(problem => problem.Contains("has been stopped, or asked to", StringComparison.Ordinal)));
        Assert.Equal(1, this.Server.Count("end t1"));
        Assert.Empty(Directory.GetFiles(Path.Combine(world.Home.Directory, "cache", "tasks")));
    }

    [Fact]
    public async Task Task_ThatIsOver_LeavesNothing()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world);
        this.Server.OnCall = (_, _, options, _) =>
        {
            options.TaskBegan!("t1");
            Assert.Single(Directory.GetFiles(Path.Combine(world.Home.Directory, "cache", "tasks")));
            options.TaskOver!();
            return Task.FromResult(FakeServer.Text("done"));
        };

        Assert.Null((await hub.CallAsync("a", "echo")).News);

        Assert.Empty(Directory.GetFiles(Path.Combine(world.Home.Directory, "cache", "tasks")));
    }

    private async Task<McpHub> OpenAsync(HubWorld world, TimeProvider? time = null)
    {
        if (world.Servers.Count == 0)
        {
            world.Servers.Add(HubWorld.Fake("a"));
        }

        this.Server.Introduction = this.Server.Introduction with { HasTasks = true };
        var hub = world.Open(this.fakes, time ?? TimeProvider.System);
        Assert.Equal(ServerState.Connected, (await hub.ConnectAsync("a", Token)).State);
        return hub;
    }
}
