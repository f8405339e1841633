using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Calls;

/// <summary>When a call is made again, counted at the server.</summary>
public sealed class RetryTests
{
    private static readonly ToolHints Reading = new(ReadOnly: true, Destructive: null, Idempotent: null, OpenWorld: null);
    private static readonly ToolHints Idempotent = new(ReadOnly: false, Destructive: true, Idempotent: true, OpenWorld: null);
    private static readonly ToolHints Contradictory = new(ReadOnly: true, Destructive: true, Idempotent: null, OpenWorld: null);

    private readonly FakeServers fakes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Server => this.fakes["a"];

    [Fact]
    public async Task Call_ThatWasNotSent_IsMadeAgainWhateverTheToolDoes()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        this.FailTimes(2, ServerFailureKind.Unreachable, wasSent: false);

        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
        Assert.Equal(3, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Call_ThatIsNeverSent_GivesUpAndSaysThatItDidNotRun()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        this.FailTimes(100, ServerFailureKind.Unreachable, wasSent: false);

        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Equal(4, this.Server.Count("call echo"));
    }

    [Theory]
    [InlineData(ServerFailureKind.Ended)]
    [InlineData(ServerFailureKind.TimedOut)]
    [InlineData(ServerFailureKind.SessionLost)]
    public async Task Call_ThatWasSentAndMayHaveRun_IsNotRepeatedAndTheModelIsToldToLookFirst(ServerFailureKind kind)
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: true);
        this.FailTimes(1, kind, wasSent: true);

        var unknown = Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));

        Assert.StartsWith("Outcome unknown", unknown.Advice, StringComparison.Ordinal);
        Assert.Contains("Look at the state first", unknown.Advice, StringComparison.Ordinal);
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Call_ThatOnlyReadsOrIsIdempotent_IsRepeatedOnceOnlyWhereTheServerIsBelieved(bool isBelieved, int calls)
    {
        foreach (var hints in (ToolHints[])[Reading, Idempotent])
        {
            await using var world = new HubWorld();
            var own = new RetryTests();
            var hub = await own.OpenAsync(world, hints, isBelieved);
            own.FailTimes(100, ServerFailureKind.TimedOut, wasSent: true);

            Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
            Assert.Equal(calls, own.Server.Count("call echo"));
        }
    }

    [Fact]
    public async Task Call_WhoseRepetitionCouldNotBeSent_MayStillHaveRunTheFirstTime()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, Reading, isBelieved: true);
        var calls = 0;
        this.Server.OnCall = (_, _, _, _) => throw new ServerException(ServerFailureKind.Ended, calls++ == 0 ? "It ended." : "It cannot be reached.") { WasSent = calls == 1 };

        var unknown = Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));

        Assert.Contains("It ended.", unknown.Message, StringComparison.Ordinal);
        Assert.EndsWith("Its last words: a line of its errors", unknown.Message, StringComparison.Ordinal);
        Assert.True(calls > 1);
    }

    [Fact]
    public async Task Call_OfAToolThatContradictsItself_IsNotRepeated()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, Contradictory, isBelieved: true);
        this.FailTimes(1, ServerFailureKind.Ended, wasSent: true);

        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Theory]
    [InlineData(ServerFailureKind.Unreadable, "unreadable")]
    [InlineData(ServerFailureKind.TooMuch, "unknown")]
    public async Task Call_WhoseAnswerIsUnusable_IsNeverRepeated(ServerFailureKind kind, string outcome)
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, Reading, isBelieved: true);
        this.FailTimes(1, kind, wasSent: true);

        var told = await hub.CallAsync("a", "echo");

        Assert.Equal(outcome, told is CallOutcome.Unreadable ? "unreadable" : told is CallOutcome.Unknown ? "unknown" : "other");
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Theory]
    [InlineData(-32602, typeof(CallOutcome.NotRun))]
    [InlineData(-32603, typeof(CallOutcome.Answered))]
    public async Task Call_ThatIsRefused_IsNotRepeated(int code, Type outcome)
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, Reading, isBelieved: true);
        this.Server.OnCall = (_, _, _, _) => throw new ServerException(ServerFailureKind.Refused, "The server refused: no such page") { WasSent = true, Code = code };

        var told = await hub.CallAsync("a", "echo");

        Assert.IsType(outcome, told);
        Assert.Contains("no such page", HubWaiting.TextOf(told), StringComparison.Ordinal);
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Call_WhenTheSessionIsLost_IsRepeatedOverOneNewConnectionIfThatIsSafe()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, Reading, isBelieved: true);
        this.FailTimes(1, ServerFailureKind.SessionLost, wasSent: true);

        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));

        Assert.Equal(2, this.Server.Count("connect"));
        Assert.Equal(2, this.Server.Count("call echo"));
        Assert.Equal(1, this.Server.Count("close"));
    }

    [Fact]
    public async Task Call_WhenTheSessionIsLostUnsafely_TheNextCallHasANewSession()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        this.FailTimes(1, ServerFailureKind.SessionLost, wasSent: true);

        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
        Assert.Equal(2, this.Server.Count("connect"));
    }

    [Fact]
    public async Task Call_ThatIsTurnedAway_WaitsAsTheServerWishes()
    {
        await using var world = new HubWorld();
        var time = new ManualTime();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false, time);
        this.Busy(429, TimeSpan.FromSeconds(7));

        var call = hub.CallAsync("a", "echo");
        Assert.Equal(TimeSpan.FromSeconds(7), await time.WaiterAsync(TimeSpan.FromMinutes(2), Token));
        time.Advance(TimeSpan.FromSeconds(7));

        Assert.IsType<CallOutcome.Answered>(await call);
        Assert.Equal(2, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Call_ThatIsTurnedAwayForLong_DoesNotWait()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        this.Busy(429, TimeSpan.FromMinutes(5));

        var told = Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Contains("300 seconds", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_BehindAGatewayThatIsOverloaded_MayHaveRun()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        this.Busy(503, TimeSpan.FromSeconds(1));

        Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Read_OfAResource_IsRepeatedAlsoOverANewConnection()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, ToolHints.None, isBelieved: false);
        var reads = 0;
        this.Server.OnRead = uri => reads++ < 2
            ? throw new ServerException(reads == 1 ? ServerFailureKind.SessionLost : ServerFailureKind.Ended, "Gone.") { WasSent = true }
            : Task.FromResult<(System.Collections.Immutable.ImmutableArray<ResourceContent>, CacheAdvice)>(([new ResourceContent(uri, null, "at last", null)], CacheAdvice.None));

        Assert.Equal("at last", (await hub.ReadResourceAsync("a", "file:///a", new CallOptions(), Token)).Single().Text);
        Assert.Equal(2, this.Server.Count("connect"));
    }

    private async Task<McpHub> OpenAsync(HubWorld world, ToolHints hints, bool isBelieved, TimeProvider? time = null)
    {
        var declaration = HubWorld.Fake("a");
        world.Servers.Add(declaration);
        this.Server.Tools = [FakeServer.Tool("echo", hints)];
        if (isBelieved)
        {
            await world.Approvals.BelieveHintsAsync(world.Workspace.RealRoot, declaration, ServerIdentity.Of(declaration, null), Token);
        }

        var hub = world.Open(this.fakes, time ?? TimeProvider.System);
        await hub.UntilAsync("a", ServerState.Connected);
        return hub;
    }

    private void FailTimes(int times, ServerFailureKind kind, bool wasSent)
    {
        var failed = 0;
        this.Server.OnCall = (tool, _, _, _) => failed++ < times
            ? throw new ServerException(kind, "It did not work.") { WasSent = wasSent }
            : Task.FromResult(FakeServer.Text("done"));
    }

    private void Busy(int status, TimeSpan wish)
    {
        var calls = 0;
        this.Server.OnCall = (tool, _, _, _) => calls++ == 0
            ? throw new ServerException(ServerFailureKind.Busy, "It is overloaded.") { WasSent = true, Code = status, RetryAfter = wish }
            : Task.FromResult(FakeServer.Text("done"));
    }
}
