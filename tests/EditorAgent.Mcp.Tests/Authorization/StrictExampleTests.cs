using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tests.Connections;
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

    private static Task<ServerConnection> ConnectAsync(LoginBench bench) => ServerConnection.ConnectAsync(
        new ServerEndpoint { Name = bench.Server.Name, Transport = McpTransport.Http, Url = bench.Server.Url, Authorization = bench.Authorizations.For(bench.Server) },
        new ServerQuestions(),
        new ServerEvents(),
        TimeProvider.System,
        NullLogger.Instance,
        Token);
}
