using EditorAgent.Tests.Shared;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors.Servers;

/// <summary><c>_editoragent/mcp/login</c> and <c>logout</c> at a real authorization server, through a client that opens addresses.</summary>
public sealed class LoginTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_InOneSession_ServesItsCallsAndLogoutEndsThem()
    {
        await using var bench = await ServerBench.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__who__whoami, arguments: {} }]}
              - answer: {text: 'It says ${result:(You are somebody)}.'}
            """);
        await using var server = await ServerBehindLogin.StartAsync(bench.Node, Path.GetDirectoryName(bench.Packages)!, 600, Token);
        await bench.DeclareAsync(bench.UserFile, "who", new { url = server.Url.AbsoluteUri });
        var page = Task.FromResult("");
        bench.Door.Answer = frame =>
        {
            if (MethodOf(frame) == "session/request_permission")
            {
                return """
                    "result":{"outcome":{"outcome":"selected","optionId":"allow_once"}}
                    """;
            }

            var asked = frame.GetProperty("params");
            Assert.Equal(("elicitation/create", "url", $"The MCP server who asks: log in at {new Uri(server.Issuer).Authority}"), (MethodOf(frame), asked.GetProperty("mode").GetString(), asked.GetProperty("message").GetString()));
            page = ServerBehindLogin.LogInAsync(new Uri(asked.GetProperty("url").GetString()!), Token);
            return "\"result\":{\"action\":\"accept\"}";
        };
        await bench.OpenAsync();
        Assert.Equal("needs_login", (await bench.ResultAsync("test", new { name = "who" })).GetProperty("server").GetProperty("state").GetString());

        var login = (await bench.ResultAsync("login", new { name = "who" })).GetProperty("server");

        Assert.Equal("connected", login.GetProperty("state").GetString());
        Assert.Contains("You can close this page", await page, StringComparison.Ordinal);
        Assert.Equal("It says You are somebody.", await bench.PromptAsync(ServerBench.Text("go")));
        Assert.Equal("needs_login", (await bench.ResultAsync("logout", new { name = "who" })).GetProperty("server").GetProperty("state").GetString());
        Assert.True(await server.CountAsync("revocations", Token) > 0);
        Assert.Equal(1, await server.CountAsync("logins", Token));
    }

    [Fact]
    public async Task Login_WhenTheUserDeclinesOrTheClientOpensNothing_ChangesNothing()
    {
        await using var bench = await ServerBench.StartAsync();
        await using var server = await ServerBehindLogin.StartAsync(bench.Node, Path.GetDirectoryName(bench.Packages)!, 600, Token);
        await bench.DeclareAsync(bench.UserFile, "who", new { url = server.Url.AbsoluteUri });
        bench.Door.Answer = frame => "\"result\":{\"action\":\"decline\"}";
        await bench.OpenAsync();

        var declined = await bench.CallAsync("login", new { name = "who" });

        Assert.Equal(-32600, CodeOf(declined));
        Assert.Equal(0, await server.CountAsync("logins", Token));

        await bench.OpenAsync("""{"protocolVersion":1}""");
        var closed = await bench.CallAsync("login", new { name = "who" });
        Assert.Contains("In a terminal: editor-agent mcp-config login who", closed.GetRawText(), StringComparison.Ordinal);
    }
}
