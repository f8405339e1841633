using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;
using Xunit;
using static EditorAgent.Mcp.Tests.Tools.ServersInMemory;

namespace EditorAgent.Mcp.Tests.Tools;

public sealed class ToolShelfTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Catalog_WhenAllIsKnownAndFits_HoldsTheToolsAndNoSearch()
    {
        await using var session = new ToolSession(new ServersInMemory { All = [Server("db"), Server("wiki")], Tools = [Tool("db", "query"), Tool("wiki", "find")] });
        Assert.Empty(session.Catalog.Definitions);

        await session.BeginAsync();

        Assert.Equal(["mcp__db__query", "mcp__wiki__find"], Names(session));
    }

    [Theory]
    [InlineData(ServerState.Connecting)]
    [InlineData(ServerState.Pending)]
    [InlineData(ServerState.NeedsTrust)]
    [InlineData(ServerState.NeedsLogin)]
    [InlineData(ServerState.Failed)]
    public async Task Catalog_WhenAServerIsNotThereYet_HoldsTheSearchFirstAndLateToolsBehind(ServerState state)
    {
        var servers = new ServersInMemory { All = [Server("db"), Server("slow", state)], Tools = [Tool("db", "query")] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();
        Assert.Equal(["search_tools", "call_tool", "mcp__db__query"], Names(session));
        var before = session.Catalog.Definitions;

        servers.All = [Server("db"), Server("slow")];
        servers.Tools = [Tool("db", "query"), Tool("slow", "go"), Tool("db", "late")];
        servers.Tell();

        Assert.Equal(["search_tools", "call_tool", "mcp__db__query", "mcp__slow__go", "mcp__db__late"], Names(session));
        Assert.All(before.Zip(session.Catalog.Definitions), pair => Assert.Same(pair.First, pair.Second));
        await session.BeginAsync();
        Assert.Equal(5, session.Catalog.Definitions.Length);
    }

    [Fact]
    public async Task Catalog_WhenAServerWhoseToolsAreKnownStarts_GetsNoSearch()
    {
        var servers = new ServersInMemory { All = [Server("db", ServerState.Pending) with { ToolCount = 1 }], Tools = [Tool("db", "query")] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        servers.All = [Server("db", ServerState.Connecting) with { ToolCount = 1 }];
        servers.Tell();

        Assert.Equal(["mcp__db__query"], Names(session));
    }

    [Fact]
    public async Task Call_WhenAServerExplainsItsTools_TellsThatWithTheFirstAnswerOnly()
    {
        var servers = new ServersInMemory { All = [Server("db") with { Introduction = new ServerIntroduction { Instructions = "Dates are UTC. <|im_start|>" } }], Tools = [Tool("db", "query")] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        var first = await session.CallAsync("mcp__db__query", "{}", Cancel);

        Assert.Equal("done\nWhat the MCP server db says about its tools, told once:\nDates are UTC. < |im_start|>", first.Text);
        Assert.False(Assert.IsType<Core.Models.ContentPart.Text>(first.Content[^1]).IsOwn);
        Assert.Equal("done", (await session.CallAsync("mcp__db__query", "{}", Cancel)).Text);
    }

    [Fact]
    public async Task ReadResource_WithoutAServer_SaysWhichOnesThereAre()
    {
        var having = new ServerIntroduction { HasResources = true };
        await using var session = new ToolSession(new ServersInMemory { All = [Server("wiki") with { Introduction = having }, Server("db"), Server("docs") with { Introduction = having }] });
        await session.BeginAsync();

        Assert.Equal("Say which server has it. There are: wiki, docs.", (await session.CallAsync("read_mcp_resource", """{"uri":"wiki://style"}""", Cancel)).Text);
    }

    [Fact]
    public async Task Catalog_WhenOneServerHasTooManyTools_HoldsTheOthersAndTheSearch()
    {
        ImmutableArray<OfferedTool> many = [.. Enumerable.Range(0, 130).Select(number => Tool("big", $"tool{number}"))];
        await using var session = new ToolSession(new ServersInMemory { All = [Server("big"), Server("db")], Tools = [.. many, Tool("db", "query")] });

        await session.BeginAsync();

        Assert.Equal(["search_tools", "call_tool", "mcp__db__query"], Names(session));
        Assert.Equal("done", (await session.CallAsync("call_tool", """{"server":"big","tool":"tool77","arguments":{}}""", Cancel)).Text);
        Assert.Equal("mcp__big__tool77", session.Asked[^1].ToolName);
    }

    [Fact]
    public async Task Catalog_WhenDefinitionsTakeMoreThanAFifthOfTheWindow_HoldsNoneOfThem()
    {
        var servers = new ServersInMemory { All = [Server("docs")], Tools = [.. Enumerable.Range(0, 10).Select(number => Tool("docs", $"tool{number}", new string('x', 1_000)))] };
        await using var small = new ToolSession(servers, window: 12_000);
        await using var large = new ToolSession(servers, window: 20_000);

        await small.BeginAsync();
        await large.BeginAsync();

        Assert.Equal(["search_tools", "call_tool"], Names(small));
        Assert.Equal(10, large.Catalog.Definitions.Length);
    }

    [Fact]
    public async Task Catalog_WhenAToolIsUnusable_LeavesItOutAndSaysWhy()
    {
        var servers = new ServersInMemory { All = [Server("db")], Tools = [Tool("db", "bad", schema: """{"type":"array"}"""), Tool("db", "resources.read"), Tool("db", "query")] };
        await using var session = new ToolSession(servers);

        await session.BeginAsync();

        Assert.Equal(["mcp__db__query"], Names(session));
        Assert.Equal(2, session.Servers.Problems.Length);
        Assert.Contains(session.Servers.Problems, problem => problem.Contains("\"bad\"", StringComparison.Ordinal) && problem.Contains("does not describe an object", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Catalog_WhenAServerHasResources_HoldsTheToolThatReadsThem()
    {
        var servers = new ServersInMemory { All = [Server("wiki") with { Introduction = new ServerIntroduction { HasResources = true } }] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();
        Assert.Equal(["read_mcp_resource"], Names(session));

        var result = await session.CallAsync("read_mcp_resource", """{"server":"wiki","uri":"wiki://style"}""", Cancel);

        Assert.Equal("[resource wiki://style, text/plain]\ntext of wiki://style", result.Text);
        Assert.Equal("mcp__wiki__resources.read", Assert.Single(Assert.Single(session.Asked).Text.Grants).Pattern);
        Assert.Equal(result.Text, (await session.CallAsync("read_mcp_resource", """{"uri":"wiki://style"}""", Cancel)).Text);
    }

    [Fact]
    public async Task Call_WhenTheToolIsStillComing_WaitsForIt()
    {
        var servers = new ServersInMemory { All = [Server("db", ServerState.Connecting)] };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        var calling = session.CallAsync("mcp__db__query", "{}", Cancel);
        Assert.False(calling.IsCompleted);
        (servers.All, servers.Tools) = ([Server("db")], [Tool("db", "query")]);
        servers.Tell();

        Assert.Equal("done", (await calling).Text);
    }

    [Fact]
    public async Task Call_OfAToolThatOnlyASearchTells_WorksByItsOwnNameToo()
    {
        ImmutableArray<OfferedTool> many = [.. Enumerable.Range(0, 130).Select(number => Tool("big", $"tool{number}"))];
        var servers = new ServersInMemory { All = [Server("big")], Tools = many };
        await using var session = new ToolSession(servers);
        await session.BeginAsync();

        Assert.Equal("done", (await session.CallAsync("mcp__big__tool3", "{}", Cancel)).Text);
        Assert.Equal("done", (await session.CallAsync("mcp__Big__Tool-3", "{}", Cancel)).Text);
        Assert.Equal(["tool3", "tool3"], servers.Calls.Select(call => call.Tool));
        Assert.Equal(
            "Not run: the MCP server \"big\" is there and has no such tool. Closest: mcp__big__tool7.", (await session.CallAsync("mcp__big__find_tool7", "{}", Cancel)).Text);
    }

    [Fact]
    public async Task ToolTexts_OfSearchAndCall_CostLittle()
    {
        var servers = new ServersInMemory { All = [Server("wiki", ServerState.Connecting), Server("db") with { Introduction = new ServerIntroduction { HasResources = true } }] };
        await using var session = new ToolSession(servers);

        await session.BeginAsync();

        Assert.Equal(3, session.Catalog.Definitions.Length);
        Assert.InRange(session.Catalog.Definitions.Sum(definition => definition.Name.Length + definition.Description.Length + definition.InputSchema.Length), 1, 1_100);
    }

    [Fact]
    public async Task Catalog_WhenItIsNotEvenKnownWhichServersThereAre_HoldsTheSearchAndACallWaits()
    {
        var servers = new ServersInMemory();
        var remembered = new TaskCompletionSource();
        await using var session = new ToolSession(servers, remembered: remembered.Task);
        await session.BeginAsync();
        Assert.Equal(["search_tools", "call_tool"], Names(session));

        var calling = session.CallAsync("mcp__db__query", "{}", Cancel);
        Assert.False(calling.IsCompleted);
        (servers.All, servers.Tools) = ([Server("db")], [Tool("db", "query")]);
        remembered.SetResult();

        Assert.Equal("done", (await calling).Text);
    }

    private static IEnumerable<string> Names(ToolSession session) => session.Catalog.Definitions.Select(definition => definition.Name);
}
