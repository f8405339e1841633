using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using Xunit;
using static EditorAgent.Mcp.Tests.Tools.ServersInMemory;

namespace EditorAgent.Mcp.Tests.Tools;

/// <summary>What a model is told when it calls a tool whose server is not there: why, and who can do what about it.</summary>
public sealed class AbsentServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<ServerState, McpServerScope, string[]> Reasons => new()
    {
        { ServerState.Failed, McpServerScope.User, ["It ended with code 3.", "Its last words: no such database", "mcp-config test db"] },
        { ServerState.NeedsLogin, McpServerScope.User, ["needs a login", "mcp-config login db"] },
        { ServerState.NeedsInput, McpServerScope.User, ["It ended with code 3."] },
        { ServerState.Disabled, McpServerScope.User, ["switched off by the user", "mcp-config enable db"] },
        { ServerState.Disabled, McpServerScope.ListedOnly, ["another program's file", "mcp-config import"] },
        { ServerState.Connecting, McpServerScope.User, ["still connecting"] },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Call_OfAToolThatWentWithItsServer_NamesTheReason(ServerState state, McpServerScope scope, string[] words)
    {
        var servers = new ServersInMemory { All = [Server("db")], Tools = [Tool("db", "query")] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();
        servers.All = [Absent(state, scope)];
        servers.Tools = [];

        var result = await session.CallAsync("mcp__db__query", "{}", Cancel);

        Assert.True(result.IsError);
        Assert.All(words, word => Assert.Contains(word, result.Text, StringComparison.Ordinal));
        Assert.Empty(servers.Calls);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Call_OfAToolThatNobodyKnowsYet_NamesTheReason(ServerState state, McpServerScope scope, string[] words)
    {
        if (state == ServerState.Connecting)
        {
            return;
        }

        var servers = new ServersInMemory { All = [Absent(state, scope), Server("db_2")], Tools = [Tool("db_2", "query")] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        var result = await session.CallAsync("mcp__db__drop_everything", "{}", Cancel);

        Assert.True(result.IsError);
        Assert.All(words, word => Assert.Contains(word, result.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turn_WhereOurFileCannotBeUsed_TellsTheUserOnce()
    {
        var servers = new ServersInMemory { Problems = ["mcp.json is ignored: it is no valid JSON, in line 3."] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();
        await session.BeginAsync();
        servers.Problems = [.. servers.Problems, "mcp.json: the server db is ignored: its command is no text."];
        await session.BeginAsync();

        Assert.Equal(["MCP servers: mcp.json is ignored: it is no valid JSON, in line 3.", "MCP servers: mcp.json: the server db is ignored: its command is no text."], session.Told);
    }

    [Fact]
    public async Task Call_OfAToolThatAConnectedServerDoesNotHave_SaysSo()
    {
        await using var session = new ToolSession(new ServersInMemory { All = [Server("db")], Tools = [Tool("db", "query")] });
        await session.BeginAsync();

        Assert.Contains("\"db\" is there and has no such tool", (await session.CallAsync("mcp__db__truncate_all_tables", "{}", Cancel)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("MCP", (await session.CallAsync("truncate_all_tables", "{}", Cancel)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WhenTheServerWantsALogin_IsToldAsAResult()
    {
        var servers = new ServersInMemory { All = [Server("db")], Tools = [Tool("db", "query")], Answer = _ => new CallOutcome.LoginNeeded("db wants the user to log in, so the call did not run.") };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        var result = await session.CallAsync("mcp__db__query", "{}", Cancel);

        Assert.True(result.IsError);
        Assert.Equal("db wants the user to log in, so the call did not run.", result.Text);
    }

    private static ServerStatus Absent(ServerState state, McpServerScope scope) =>
        Server("db", state, scope) with { Problems = ["It ended with code 3."], ErrorTail = ["starting", "no such database", " "] };
}
