using System.Text.Json;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Trust;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Calls;

/// <summary>Limits, the breaker, answers that are used again, schemas of answers and the audit.</summary>
public sealed class LimitTests
{
    private static readonly ToolHints Pure = new(ReadOnly: true, Destructive: false, Idempotent: true, OpenWorld: false);

    private readonly FakeServers fakes = new();
    private readonly ManualTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeServer Server => this.fakes["a"];

    [Fact]
    public async Task Call_BeyondTheConcurrencyOfItsServer_Waits()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits { ConcurrentCalls = 2 });
        var release = new TaskCompletionSource();
        this.Server.OnCall = async (_, _, _, _) =>
        {
            await release.Task;
            return FakeServer.Text("done");
        };

        var calls = Enumerable.Range(0, 5).Select(_ => hub.CallAsync("a", "echo")).ToArray();
        await this.Server.WaitForAsync("call echo", 2, Token);
        Assert.Equal(2, this.Server.Count("call echo"));
        release.SetResult();

        Assert.All(await Task.WhenAll(calls), outcome => Assert.IsType<CallOutcome.Answered>(outcome));
        Assert.Equal(5, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Call_BeyondTheRateOfItsServer_WaitsForItsToken()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits { CallBurst = 2, CallsPerSecond = 0.5 });
        await hub.CallAsync("a", "echo");
        await hub.CallAsync("a", "echo");

        var third = hub.CallAsync("a", "echo");
        Assert.Equal(TimeSpan.FromSeconds(2), await this.time.WaiterAsync(TimeSpan.FromMinutes(1), Token));
        Assert.Equal(2, this.Server.Count("call echo"));
        this.time.Advance(TimeSpan.FromSeconds(2));

        Assert.IsType<CallOutcome.Answered>(await third);
    }

    [Fact]
    public async Task Call_BeyondWhatATurnMay_DoesNotRunUntilTheNextTurn()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits { CallsPerTurn = 2 });
        await hub.CallAsync("a", "echo");
        await hub.CallAsync("a", "echo");

        var refused = Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Contains("2 calls of it, and more are not allowed in one turn", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, this.Server.Count("call echo"));

        hub.BeginTurn();
        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
    }

    [Fact]
    public async Task Call_BeyondWhatASessionMay_DoesNotRun()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits { CallsPerSession = 1 });
        await hub.CallAsync("a", "echo");

        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Equal(1, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Calls_ThatFailInARow_AreStoppedAndOneProbesLater()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits());
        this.Server.OnCall = (_, _, _, _) => throw new ServerException(ServerFailureKind.TimedOut, "No answer.") { WasSent = true };
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<CallOutcome.Unknown>(await hub.CallAsync("a", "echo"));
        }

        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        Assert.Equal(5, this.Server.Count("call echo"));

        this.time.Advance(TimeSpan.FromSeconds(31));
        var release = new TaskCompletionSource();
        this.Server.OnCall = async (_, _, _, _) =>
        {
            await release.Task;
            return FakeServer.Text("back");
        };
        var probe = hub.CallAsync("a", "echo");
        await this.Server.WaitForAsync("call echo", 6, Token);
        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("a", "echo"));
        release.SetResult();

        Assert.IsType<CallOutcome.Answered>(await probe);
        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
    }

    [Fact]
    public async Task Answer_OfABelievedPureTool_IsUsedAgainUntilSomethingElseIsCalledOrATurnBegins()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits(), isBelieved: true, FakeServer.Tool("echo", Pure), FakeServer.Tool("write"), FakeServer.Tool("open", Pure with { OpenWorld = null }));

        await hub.CallAsync("a", "echo", """{"a":1,"b":2}""");
        this.time.Advance(TimeSpan.FromSeconds(12));
        var again = Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo", """{ "b": 2, "a": 1 }"""));
        Assert.Equal(TimeSpan.FromSeconds(12), again.Answer.Age);
        Assert.Equal(1, this.Server.Count("call echo"));

        await hub.CallAsync("a", "echo", """{"a":2}""");
        Assert.Equal(2, this.Server.Count("call echo"));

        await hub.CallAsync("a", "write");
        await hub.CallAsync("a", "echo", """{"a":1,"b":2}""");
        Assert.Equal(3, this.Server.Count("call echo"));

        hub.BeginTurn();
        await hub.CallAsync("a", "echo", """{"a":1,"b":2}""");
        Assert.Equal(4, this.Server.Count("call echo"));

        this.time.Advance(TimeSpan.FromMinutes(2));
        await hub.CallAsync("a", "echo", """{"a":1,"b":2}""");
        Assert.Equal(5, this.Server.Count("call echo"));

        await hub.CallAsync("a", "open");
        await hub.CallAsync("a", "open");
        Assert.Equal(2, this.Server.Count("call open"));
    }

    [Fact]
    public async Task Answer_OfAPureToolThatIsNotBelieved_IsNeverUsedAgain()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits(), isBelieved: false, FakeServer.Tool("echo", Pure));

        await hub.CallAsync("a", "echo");
        await hub.CallAsync("a", "echo");

        Assert.Equal(2, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Answer_ThatBeganBeforeAChange_IsNotUsedAgain()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits(), isBelieved: true, FakeServer.Tool("echo", Pure), FakeServer.Tool("write"));
        var release = new TaskCompletionSource();
        this.Server.OnCall = async (tool, _, _, _) =>
        {
            await (tool == "echo" ? release.Task : Task.CompletedTask);
            return FakeServer.Text(tool);
        };

        var read = hub.CallAsync("a", "echo");
        await this.Server.WaitForAsync("call echo", 1, Token);
        await hub.CallAsync("a", "write");
        release.SetResult();
        await read;
        await hub.CallAsync("a", "echo");

        Assert.Equal(2, this.Server.Count("call echo"));
    }

    [Fact]
    public async Task Answer_ThatViolatesItsSchema_IsPassedOnWithAComplaintAndCounted()
    {
        await using var world = new HubWorld();
        var tool = FakeServer.Tool("echo") with { OutputSchema = JsonElement.Parse("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]}""") };
        var hub = await this.OpenAsync(world, new HubLimits(), isBelieved: false, tool);
        JsonElement? structured = JsonElement.Parse("""{"n":"five"}""");
        this.Server.OnCall = (_, _, _, _) => Task.FromResult(new ToolAnswer([new AnswerPart.Text("five")], structured, IsError: false));

        var answered = Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
        Assert.Contains("$.n", answered.Complaint, StringComparison.Ordinal);
        Assert.Equal("five", HubWaiting.TextOf(answered));
        structured = JsonElement.Parse("""{"n":5}""");
        Assert.Null(Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo")).Complaint);
        structured = null;
        Assert.NotNull(Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo")).Complaint);
        Assert.Equal(2, hub.Status("a").SchemaComplaints);
    }

    [Fact]
    public async Task EveryCall_IsInTheAuditBeforeItsOutcomeIsKnown()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits());
        await hub.CallAsync("a", "echo", """{"what":"fine"}""");
        this.Server.OnCall = (_, _, _, _) => Task.FromResult(FakeServer.Text("bad") with { IsError = true });
        await hub.CallAsync("a", "echo");
        this.Server.OnCall = (_, _, _, _) => throw new ServerException(ServerFailureKind.Ended, "Gone.") { WasSent = true };
        await hub.CallAsync("a", "echo");
        await hub.CallAsync("a", "missing");
        this.Server.OnCall = async (_, _, _, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return FakeServer.Text("never");
        };
        using var cancelling = new CancellationTokenSource();
        var cancelled = hub.CallAsync(new ServerCall("a", "echo", JsonElement.Parse("{}"), "rule", "mcp(a)", "call-9"), new CallOptions(), cancelling.Token);
        await this.Server.WaitForAsync("call echo", 4, Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var records = AuditLines(world).Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(["answered", "tool_error", "unknown", "not_run", "unknown"], records.Select(record => record.GetProperty("outcome").GetString()));
        Assert.All(records, record => Assert.Contains(world.Root, record.GetRawText(), StringComparison.Ordinal));
        Assert.Contains("call-9", records[4].GetRawText(), StringComparison.Ordinal);
        var hash = ToolPins.HashOf(ServerIdentity.Of(world.Servers[0], null), FakeServer.Tool("echo"));
        Assert.Equal([hash, hash, hash, null, hash], records.Select(record => record.TryGetProperty("toolHash", out var tool) ? tool.GetString() : null));
    }

    [Fact]
    public async Task Call_ThatDidNotReachItsServer_IsAuditedWithTheDefinitionThatWasMeant()
    {
        await using var world = new HubWorld();
        await using (await this.OpenAsync(world, new HubLimits()))
        {
        }

        this.Server.OnConnect = (_, _) => throw new ServerException(ServerFailureKind.Unreachable, "Nobody is there.");
        Assert.IsType<CallOutcome.NotRun>(await world.Open(this.fakes, this.time).CallAsync("a", "echo"));

        var record = JsonElement.Parse(Assert.Single(AuditLines(world)));
        Assert.Equal(ToolPins.HashOf(ServerIdentity.Of(world.Servers[0], null), FakeServer.Tool("echo")), record.GetProperty("toolHash").GetString());
    }

    [Fact]
    public async Task Call_WhenTheAuditCannotBeWritten_KeepsItsResultAndSaysSo()
    {
        await using var world = new HubWorld();
        var hub = await this.OpenAsync(world, new HubLimits());
        Directory.CreateDirectory(world.Home.McpDirectory);
        Directory.Delete(world.Home.McpDirectory, recursive: true);
        await System.IO.File.WriteAllTextAsync(world.Home.McpDirectory, "in the way", Token);

        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));

        Assert.Contains(hub.Status("a").Problems, problem => problem.Contains("audit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_OfAServerWithItsOwnLimit_IsGivenIt()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a") with { ToolTimeout = TimeSpan.FromMinutes(20) });
        CallOptions? given = null;
        this.Server.OnCall = (_, _, options, _) =>
        {
            given = options;
            return Task.FromResult(FakeServer.Text("done"));
        };

        await world.Open(this.fakes, this.time).CallAsync("a", "echo");

        Assert.Equal(TimeSpan.FromMinutes(20), given!.IdleLimit);
        Assert.Equal(TimeSpan.FromMinutes(20), given.TotalLimit);
    }

    private static IEnumerable<string> AuditLines(HubWorld world) =>
        Directory.EnumerateFiles(world.Home.McpDirectory, "*.jsonl", SearchOption.AllDirectories).SelectMany(System.IO.File.ReadAllLines);

    private Task<McpHub> OpenAsync(HubWorld world, HubLimits limits) => this.OpenAsync(world, limits, isBelieved: false, FakeServer.Tool("echo"));

    private async Task<McpHub> OpenAsync(HubWorld world, HubLimits limits, bool isBelieved, params ServerTool[] tools)
    {
        var declaration = HubWorld.Fake("a");
        world.Servers.Add(declaration);
        this.Server.Tools = [.. tools];
        if (isBelieved)
        {
            await world.Approvals.BelieveHintsAsync(world.Workspace.RealRoot, declaration, ServerIdentity.Of(declaration, null), Token);
        }

        var hub = world.Open(world.Parts(this.time) with { Connect = this.fakes.ConnectAsync, Limits = limits });
        await hub.UntilAsync("a", ServerState.Connected);
        return hub;
    }
}
