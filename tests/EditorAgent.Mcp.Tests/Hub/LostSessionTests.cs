using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tests.Connections;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>A real HTTP server that forgets its sessions: a new one is opened, and nothing runs twice.</summary>
public sealed class LostSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_WhenTheServerHasForgottenTheSession_RunsOnceInANewOne()
    {
        await using var server = await NodeHttpServer.StartAsync([McpServers.Script("../../Connections/servers/hostile-http.mjs")], Token);
        await using var world = new HubWorld();
        var hub = await OpenAsync(world, server);
        Assert.Equal("1", HubWaiting.TextOf(await hub.CallAsync("forgetful", "run")));
        await GetAsync(server, "/forget");

        Assert.Equal("2", HubWaiting.TextOf(await hub.CallAsync("forgetful", "run")));

        Assert.Equal(ServerState.Connected, hub.Status("forgetful").State);
        var seen = await SeenAsync(server);
        Assert.Equal(["opened s1", "opened s2"], seen.Where(line => line.StartsWith("opened", StringComparison.Ordinal)));
        Assert.Equal(2, seen.Count(line => line == "ran run"));
        Assert.Single(seen, line => line == "turned away tools/call");
    }

    [Fact]
    public async Task Calls_WhenTheSessionIsLostMidway_RepeatOnlyTheOneThatNeverRan()
    {
        await using var server = await NodeHttpServer.StartAsync([McpServers.Script("../../Connections/servers/hostile-http.mjs")], Token);
        await using var world = new HubWorld();
        var hub = await OpenAsync(world, server);
        var hanging = hub.CallAsync("forgetful", "hang");
        while (!(await SeenAsync(server)).Contains("ran hang"))
        {
            // Asked again: the server gives no sign when it has begun. Ends with the test.
            await Task.Delay(10, Token);
        }

        await GetAsync(server, "/forget");
        Assert.Equal("1", HubWaiting.TextOf(await hub.CallAsync("forgetful", "run")));

        Assert.IsType<CallOutcome.Unknown>(await hanging.WaitAsync(McpServers.Patience, Token));
        Assert.Single(await SeenAsync(server), line => line == "ran hang");
    }

    [Fact]
    public async Task Call_WhenEverySessionIsForgottenAtOnce_EndsAndDidNotRun()
    {
        await using var server = await NodeHttpServer.StartAsync([McpServers.Script("../../Connections/servers/hostile-http.mjs")], Token);
        await using var world = new HubWorld();
        var hub = await OpenAsync(world, server);
        await GetAsync(server, "/forget-all");

        var outcome = await hub.CallAsync("forgetful", "run");

        Assert.IsType<CallOutcome.NotRun>(outcome);
        Assert.DoesNotContain("ran run", await SeenAsync(server));
    }

    private static async Task<McpHub> OpenAsync(HubWorld world, NodeHttpServer server)
    {
        world.Servers.Add(HubWorld.Fake("forgetful") with { Url = server.At("/forgetful") });
        var hub = world.Open();
        Assert.Equal(ServerState.Connected, (await hub.ConnectAsync("forgetful", Token)).State);
        return hub;
    }

    private static async Task<string[]> SeenAsync(NodeHttpServer server) => (await GetAsync(server, "/seen")).Split('\n');

    private static async Task<string> GetAsync(NodeHttpServer server, string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(server.At(path), Token);
    }
}
