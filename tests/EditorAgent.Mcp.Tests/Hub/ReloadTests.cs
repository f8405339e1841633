using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

public sealed class ReloadTests
{
    private readonly FakeServers fakes = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reload_EndsWhatIsGoneStartsWhatIsNewAndLeavesTheRestAlone()
    {
        await using var world = new HubWorld();
        world.Servers.AddRange([HubWorld.Fake("stays"), HubWorld.Fake("goes"), HubWorld.Fake("changes")]);
        var hub = await this.OpenAsync(world);
        var release = new TaskCompletionSource();
        this.fakes["stays"].OnCall = async (_, _, _, _) =>
        {
            await release.Task;
            return FakeServer.Text("undisturbed");
        };
        var running = hub.CallAsync("stays", "echo");
        await this.fakes["stays"].WaitForAsync("call echo", 1, Token);

        world.Servers.Clear();
        world.Servers.AddRange([HubWorld.Fake("new"), HubWorld.Fake("changes") with { Url = new Uri("http://127.0.0.1:9/elsewhere") }, HubWorld.Fake("stays")]);
        await hub.ReloadAsync(Token);
        await hub.UntilAsync("new", ServerState.Connected);
        await hub.UntilAsync("changes", ServerState.Connected);
        release.SetResult();

        Assert.Equal("undisturbed", HubWaiting.TextOf(await running));
        Assert.Equal(["new", "changes", "stays"], hub.Servers.Select(server => server.Name));
        await this.fakes["goes"].WaitForAsync("close", 1, Token);
        await this.fakes["changes"].WaitForAsync("close", 1, Token);
        Assert.Equal("http://127.0.0.1:9/elsewhere", this.fakes["changes"].Endpoint!.Url!.AbsoluteUri);
        Assert.Equal(1, this.fakes["stays"].Count("connect"));
        Assert.Equal(0, this.fakes["stays"].Count("close"));
        Assert.DoesNotContain(hub.Tools, tool => tool.Server == "goes");
        Assert.IsType<CallOutcome.NotRun>(await hub.CallAsync("goes", "echo"));
    }

    [Fact]
    public async Task Reload_WhenOnlyTheChoiceOfToolsChanged_KeepsTheConnection()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        this.fakes["a"].Tools = [FakeServer.Tool("one"), FakeServer.Tool("two")];
        var hub = await this.OpenAsync(world);

        world.Servers[0] = world.Servers[0] with { DisabledTools = ["one"] };
        await hub.ReloadAsync(Token);

        Assert.Equal("two", Assert.Single(hub.Tools).Tool.Name);
        Assert.Equal(1, this.fakes["a"].Count("connect"));
    }

    [Fact]
    public async Task Reload_WhenAServerIsSwitchedOff_EndsItAndSwitchedOnAgainStartsIt()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var hub = await this.OpenAsync(world);

        world.Servers[0] = world.Servers[0] with { IsEnabled = false };
        await hub.ReloadAsync(Token);
        Assert.Equal(ServerState.Disabled, hub.Status("a").State);
        Assert.Empty(hub.Tools);
        await this.fakes["a"].WaitForAsync("close", 1, Token);

        world.Servers[0] = world.Servers[0] with { IsEnabled = true };
        await hub.ReloadAsync(Token);
        await hub.UntilAsync("a", _ => !hub.Tools.IsEmpty);
        Assert.Single(hub.Tools);
        Assert.IsType<CallOutcome.Answered>(await hub.CallAsync("a", "echo"));
    }

    [Fact]
    public async Task Reload_WhenTheConfigurationCannotBeRead_KeepsWhatRuns()
    {
        await using var world = new HubWorld();
        world.Servers.Add(HubWorld.Fake("a"));
        var isBroken = false;
        var hub = world.Open(world.Parts(TimeProvider.System) with
        {
            Connect = this.fakes.ConnectAsync,
            ReadConfiguration = () => isBroken ? throw new IOException("disk") : new McpConfiguration([.. world.Servers], ["a line"]),
        });
        await hub.UntilAsync("a", ServerState.Connected);
        Assert.Equal(["a line"], hub.Problems);

        isBroken = true;
        await hub.ReloadAsync(Token);

        Assert.Equal(ServerState.Connected, hub.Status("a").State);
        Assert.Contains("disk", Assert.Single(hub.Problems), StringComparison.Ordinal);
    }

    private async Task<McpHub> OpenAsync(HubWorld world)
    {
        var hub = world.Open(this.fakes, TimeProvider.System);
        foreach (var server in world.Servers)
        {
            await hub.UntilAsync(server.Name, ServerState.Connected);
        }

        return hub;
    }
}
