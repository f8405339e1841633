using EditorAgent.EndToEnd.Tests.Executable;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Mcp.Verb;

/// <summary><c>mcp-config login</c> and <c>logout</c>: what one process gets serves the others of the same user, until it is withdrawn.</summary>
public sealed class LoginTests : IDisposable
{
    private readonly VerbRun verb = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_InOneProcess_ServesCallsAndRenewalsOfOthersUntilTheLogout()
    {
        var packages = await McpPackages.OpenAsync();
        await using var server = await ServerBehindLogin.StartAsync(packages.Node, Repository.At("tests", "mcp-servers"), 2, Token);
        await this.verb.SucceedAsync("add", "who", server.Url.AbsoluteUri);
        var before = await this.verb.RunAsync("test", "who");
        Assert.Equal(5, before.ExitCode);
        Assert.Contains("Next: editor-agent mcp-config login who", before.Stdout, StringComparison.Ordinal);

        Assert.Contains($"Logged in to who, by {server.Issuer}; it is renewed by itself.", await this.LogInAsync(), StringComparison.Ordinal);

        await using var model = await ScriptedServer.StartAsync("""
            turns:
              - answer: {calls: [{tool: mcp__who__whoami, arguments: {} }]}
              - answer: {text: 'It says ${result:(You are somebody)}.'}
            """);
        this.verb.Folders.WithModel(model);
        var call = await AgentProcess.RunAsync(this.verb.Folders, "run", "--yes", "go");
        Assert.Equal("It says You are somebody.", call.Stdout.Trim());
        await this.RenewedAsync(server);
        Assert.Equal(1, await server.CountAsync("logins", Token));

        Assert.Contains("Logged out of who: the tokens were withdrawn and deleted.", await this.verb.SucceedAsync("logout", "who"), StringComparison.Ordinal);
        Assert.True(await server.CountAsync("revocations", Token) > 0);
        Assert.Equal(5, (await this.verb.RunAsync("test", "who")).ExitCode);
        Assert.Contains("You were not logged in to who.", await this.verb.SucceedAsync("logout", "who"), StringComparison.Ordinal);
    }

    public void Dispose() => this.verb.Dispose();

    /// <summary>The token is good for two seconds, whatever the machine does in them.</summary>
    private async Task RenewedAsync(ServerBehindLogin server)
    {
        using var patience = new CancellationTokenSource(Limits.Hang);
        while (await server.CountAsync("renewals", Token) == 0)
        {
            Assert.False(patience.IsCancellationRequested, "It was never renewed.");
            Assert.Contains("who: connected in", await this.verb.SucceedAsync("test", "who"), StringComparison.Ordinal);
        }
    }

    /// <returns>All that the verb said.</returns>
    private async Task<string> LogInAsync()
    {
        // So that no browser of this machine is opened.
        var path = this.verb.Folders.Environment["PATH"];
        this.verb.Folders.Environment["PATH"] = this.verb.Folders.Workspace;
        await using var login = await AgentProcess.StartAsync(this.verb.Folders, "mcp-config", "login", "who");
        this.verb.Folders.Environment["PATH"] = path;
        login.Input.Close();
        var said = "";
        while (await login.Output.ReadLineAsync(Token).AsTask().WaitAsync(Limits.Hang, Token) is { } line)
        {
            said += line + "\n";
            if (line.StartsWith("  http", StringComparison.Ordinal))
            {
                Assert.Contains("You can close this page", await ServerBehindLogin.LogInAsync(new Uri(line.Trim()), Token), StringComparison.Ordinal);
            }
        }

        var ended = await login.WaitForEndAsync(said);
        Assert.True(ended.ExitCode == 0, ended.ToString());
        return said;
    }
}
