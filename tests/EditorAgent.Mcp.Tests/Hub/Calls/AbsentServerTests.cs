using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Settings;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub.Calls;

/// <summary>A call of a server that does not come up says why, in the server's words too, and what the user can do.</summary>
public sealed class AbsentServerTests
{
    private readonly FakeServers fakes = new();
    private readonly ManualTime time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_WhenTheServerDoesNotStart_NamesTheReasonAndItsLastWords()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        this.fakes["a"].OnConnect = (_, _) => throw new ServerException(ServerFailureKind.Unreachable, "It ended with code 3.") { ErrorTail = ["no such database", ""] };
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.Failed);

        var text = HubWaiting.TextOf(await this.CallWithTimeAsync(hub));

        Assert.Contains("did not run: It ended with code 3. Its last words: no such database", text, StringComparison.Ordinal);
        Assert.Contains("mcp-config test a", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenAValueIsMissing_SaysWhichAndWhereItIsGiven()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a") with { BearerTokenEnvVar = "NOT_SET_ANYWHERE" });
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("a", ServerState.NeedsInput);

        var text = HubWaiting.TextOf(await hub.CallAsync("a", "echo"));

        Assert.Contains("NOT_SET_ANYWHERE is not set", text, StringComparison.Ordinal);
        Assert.Contains("mcp-config edit a", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenItIsSwitchedOffOrNotApproved_SaysSo()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("off") with { IsEnabled = false });
        world.Servers.Add(HubWorld.Fake("theirs") with { Scope = McpServerScope.Workspace });
        var hub = world.Open(this.fakes, this.time);
        await hub.UntilAsync("theirs", ServerState.NeedsTrust);

        Assert.Contains("switched off", HubWaiting.TextOf(await hub.CallAsync("off", "echo")), StringComparison.Ordinal);
        Assert.Contains("mcp-config trust theirs", HubWaiting.TextOf(await hub.CallAsync("theirs", "echo")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspection_OfAServerThatAnEarlierSessionReached_TellsWhatItWasAndWhen()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        this.fakes["a"].Tools = [FakeServer.Tool("echo"), FakeServer.Tool("other")];
        var inspection = new ServerInspection(world.Parts(this.time));
        Assert.Equal((null, null), await Seen());
        await ReachAsync();
        Assert.Equal((2, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), await Seen());

        // The same again: nothing is written but the time.
        this.time.Advance(TimeSpan.FromDays(1));
        await ReachAsync();
        Assert.Equal((2, new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)), await Seen());

        async Task<(int?, DateTimeOffset?)> Seen()
        {
            var inspected = await inspection.InspectAsync(world.Servers[0], Token);
            Assert.Equal(inspected.ReachedAt is null ? null : "2026-07-28", inspected.Status.Era?.Revision);
            return (inspected.Status.ToolCount, inspected.ReachedAt);
        }

        async Task ReachAsync()
        {
            await using var hub = world.Open(this.fakes, this.time);
            Assert.Equal(ServerState.Connected, (await hub.ConnectAsync("a", Token)).State);
        }
    }

    /// <summary>The server is left alone for a while after a failure, so that time has to pass.</summary>
    private async Task<CallOutcome> CallWithTimeAsync(EditorAgent.Mcp.Hub.McpHub hub)
    {
        var call = hub.CallAsync("a", "echo");
        while (!call.IsCompleted)
        {
            this.time.Advance(TimeSpan.FromSeconds(1));
            // The hub works on other threads between two steps of the clock; it is given a moment, and the loop goes on until it is done.
            await Task.WhenAny(call, Task.Delay(5, Token));
        }

        return await call;
    }
}
