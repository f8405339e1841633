using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tests.Connections;
using EditorAgent.Mcp.Tests.Hub;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace EditorAgent.Mcp.Tests.Authorization;

/// <summary>The protocol's own example of a server that takes tokens for itself only (RFC 8707), through our whole connection.</summary>
public sealed class StrictExampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectAsync_WhenALoginIsNeeded_SaysSoAndWorksAfterIt()
    {
        var example = await McpServers.PackageAsync("@modelcontextprotocol/sdk/dist/esm/examples/server/simpleStreamableHttp.js", Token);
        await using var server = await StrictExample.StartAsync(example, Token);
        using var bench = new LoginBench(server.Url);
        var needed = await Assert.ThrowsAsync<ServerException>(() => ConnectAsync(bench));
        Assert.Equal(ServerFailureKind.LoginNeeded, needed.Kind);

        await bench.Login.LoginAsync(bench.Server, new CookieBrowser().OpenAsync, Token);
        await using (var connection = await ConnectAsync(bench))
        {
            Assert.Contains((await connection.ListToolsAsync(Token)).Items, tool => tool.Name == "greet");
        }

        // Another process of the same user needs no person.
        using var later = new LoginBench(server.Url, sameUser: bench);
        await using var again = await ConnectAsync(later);
        Assert.NotEmpty((await again.ListToolsAsync(Token)).Items);
    }

    /// <summary>A person needs minutes; the server has its own limit, which stands still meanwhile.</summary>
    [Fact]
    public async Task Start_WhenThePersonTakesTheirTimeToLogIn_WaitsForThemAndShowsIt()
    {
        var example = await McpServers.PackageAsync("@modelcontextprotocol/sdk/dist/esm/examples/server/simpleStreamableHttp.js", Token);
        await using var server = await StrictExample.StartAsync(example, Token);
        var time = new ManualTime();
        await using var world = new HubWorld();
        EditorAgent.Mcp.Hub.McpHub? hub = null;
        LoginBench? bench = null;
        using var owned = bench = new LoginBench(server.Url, OpenAsync);
        world.Servers.Add(bench.Server);
        hub = world.Open(world.Parts(time) with { Authorize = bench.Authorizations.For });

        var status = await hub.ConnectAsync(bench.Server.Name, Token);

        Assert.Equal((ServerState.Connected, ""), (status.State, string.Concat(status.Problems)));

        async Task<bool> OpenAsync(LoginAddress address, CancellationToken cancellationToken)
        {
            var shown = await hub!.UntilAsync(bench!.Server.Name, ServerState.NeedsLogin);
            Assert.Contains("under way", Assert.Single(shown.Problems), StringComparison.Ordinal);
            time.Advance(TimeSpan.FromMinutes(4));
            cancellationToken.ThrowIfCancellationRequested();
            return await new CookieBrowser().OpenAsync(address, cancellationToken);
        }
    }

    private static Task<ServerConnection> ConnectAsync(LoginBench bench) => ServerConnection.ConnectAsync(
        new ServerEndpoint { Name = bench.Server.Name, Transport = McpTransport.Http, Url = bench.Server.Url, Authorization = bench.Authorizations.For(bench.Server) },
        new ServerQuestions(),
        new ServerEvents(),
        TimeProvider.System,
        NullLogger.Instance,
        Token);
}
