using System.Text.Json;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.AgentClientProtocol;
using EditorAgent.Host.Composition;
using Xunit;

namespace EditorAgent.Protocol.Tests.Doors;

/// <summary>The door with a real agent behind it, a scripted model, real folders, and a raw client before it.</summary>
internal sealed class AcpDoorBench : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly DirectoryInfo root;
    private int lastId;

    private AcpDoorBench(DirectoryInfo root, int outputLimit = 1024 * 1024)
    {
        this.Client = new JsonLineClient(outputLimit);
        this.root = root;
        var environment = new Dictionary<string, string> { ["HOME"] = this.UserDirectory, ["EDITORAGENT_CACHE"] = Path.Combine(this.root.FullName, "cache") };
        var composition = new AgentComposition(new EditorAgentHome(this.HomeDirectory), environment, TimeProvider.System, this.Log);
        var server = new AcpServer(this.Client.ServerInput, this.Client.ServerOutput, composition, TimeProvider.System, this.Log);
        this.Running = this.RunAsync(server);
    }

    public JsonLineClient Client { get; }

    public RecordingLogger Log { get; } = new();

    /// <summary>Every frame from the agent so far, in order.</summary>
    public List<JsonElement> Seen { get; } = [];

    /// <summary>Ends when the door has ended.</summary>
    public Task<string?> Running { get; }

    public string HomeDirectory => Path.Combine(this.root.FullName, "home");

    /// <summary>Where other programs keep their files.</summary>
    public string UserDirectory => Path.Combine(this.root.FullName, "user");

    public string Workspace => Path.Combine(this.root.FullName, "workspace");

    /// <summary>Answers the agent's requests; null leaves a request open.</summary>
    public Func<JsonElement, string?> Answer { get; set; } = _ => null;

    public static AcpDoorBench Start(string? conversation, int outputLimit = 1024 * 1024)
    {
        var root = Directory.CreateTempSubdirectory("acp-door-");
        Directory.CreateDirectory(Path.Combine(root.FullName, "workspace"));
        var home = Directory.CreateDirectory(Path.Combine(root.FullName, "home"));
        if (conversation is not null)
        {
            var script = Path.Combine(root.FullName, "conversation.yaml");
            File.WriteAllText(script, conversation);
            File.WriteAllText(Path.Combine(home.FullName, "config.toml"), $"""
                default_model = "first"

                [providers.script]
                type = "scripted"
                base_url = '{script}'

                [models.first]
                provider = "script"
                model = "scripted"

                [models.second]
                provider = "script"
                model = "scripted"
                """);
        }

        return new AcpDoorBench(root, outputLimit);
    }

    /// <summary>A new process, so to speak: the same folders, nothing in memory.</summary>
    public async Task<AcpDoorBench> RestartAsync()
    {
        await this.EndAsync();
        return new AcpDoorBench(this.root);
    }

    /// <summary>The client hangs up, and the door ends by itself: nothing writes into the folders any more.</summary>
    public async Task EndAsync()
    {
        await this.Client.CloseInputAsync();
        await this.Running.WaitAsync(JsonLineClient.Patience);
    }

    /// <summary>The user trusts the workspace as it is now.</summary>
    public async Task TrustAsync()
    {
        var root = new Workspace(this.Workspace, [], []).RealRoot;
        var store = new TrustStore(Path.Combine(this.HomeDirectory, "trust"), TimeProvider.System);
        await store.GrantAsync(root, await ExecutionFingerprint.TakeAsync(root, CancellationToken.None), CancellationToken.None);
    }

    public static string Profile(string name) => File.ReadAllText(Path.Combine(RepositoryRoot(), "tests", "fixtures", "acp-clients", name + ".json"));

    public Task<JsonElement> InitializeAsync(string profile = "minimal") => this.RequestAsync("initialize", Profile(profile));

    public async Task<string> NewSessionAsync(string profile = "minimal")
    {
        await this.InitializeAsync(profile);
        var answer = await this.RequestAsync("session/new", $$"""{"cwd":{{Json(this.Workspace)}},"mcpServers":[]}""");
        return answer.GetProperty("result").GetProperty("sessionId").GetString()!;
    }

    public Task<JsonElement> PromptAsync(string session, string text) =>
        this.RequestAsync("session/prompt", $$"""{"sessionId":"{{session}}","prompt":[{"type":"text","text":{{Json(text)}}}]}""");

    /// <summary>Sends a request and reads until its answer, answering what the agent asks meanwhile.</summary>
    public async Task<JsonElement> RequestAsync(string method, string parameters)
    {
        var id = await this.SendRequestAsync(method, parameters);
        return await this.ReadAnswerAsync(id);
    }

    public async Task<int> SendRequestAsync(string method, string parameters)
    {
        var id = ++this.lastId;
        await this.Client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{Compact(parameters)}}}""");
        return id;
    }

    public Task NotifyAsync(string method, string parameters) =>
        this.Client.SendAsync($$"""{"jsonrpc":"2.0","method":"{{method}}","params":{{Compact(parameters)}}}""");

    /// <summary>The answer to a request, also when it came while another was awaited: answers have no order among themselves.</summary>
    public async Task<JsonElement> ReadAnswerAsync(int id)
    {
        bool IsAnswer(JsonElement frame) =>
            !frame.TryGetProperty("method", out _) && frame.GetProperty("id").ValueKind == JsonValueKind.Number && frame.GetProperty("id").GetInt32() == id;

        return this.Seen.FindIndex(IsAnswer) is var seen and >= 0 ? this.Seen[seen] : await this.ReadUntilAsync(IsAnswer);
    }

    public Task<JsonElement> ReadUpdateAsync(string kind) => this.ReadUntilAsync(frame => KindOf(frame) == kind);

    public async Task<JsonElement> ReadUntilAsync(Func<JsonElement, bool> isWanted)
    {
        while (true)
        {
            var frame = await this.Client.ReadAsync();
            this.Seen.Add(frame);
            if (frame.TryGetProperty("method", out _) && frame.TryGetProperty("id", out var id) && this.Answer(frame) is { } answer)
            {
                await this.Client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id.GetRawText()}},{{answer}}}""");
            }

            if (isWanted(frame))
            {
                return frame;
            }
        }
    }

    /// <summary>The updates seen so far, of one kind.</summary>
    public List<JsonElement> Updates(string kind) => [.. this.Seen.Where(frame => KindOf(frame) == kind).Select(frame => frame.GetProperty("params").GetProperty("update"))];

    public string TextOf(string kind) => string.Concat(this.Updates(kind).Select(update => update.GetProperty("content").GetProperty("text").GetString()));

    public static string? KindOf(JsonElement frame) =>
        frame.TryGetProperty("method", out var method) && method.ValueEquals("session/update")
            ? frame.GetProperty("params").GetProperty("update").GetProperty("sessionUpdate").GetString()
            : null;

    public static string? MethodOf(JsonElement frame) => frame.TryGetProperty("method", out var method) ? method.GetString() : null;

    /// <summary>Waits until the journal of the session says that its turn has ended.</summary>
    public async Task TurnEndedInJournalAsync(string session)
    {
        var journal = Path.Combine(this.HomeDirectory, "sessions", session[..4], session, "journal.jsonl");
        using var patience = new CancellationTokenSource(JsonLineClient.Patience);
        while (!(await File.ReadAllTextAsync(journal, patience.Token)).Contains("\"turn_end", StringComparison.Ordinal))
        {
            await Task.Yield();
        }
    }

    public static int CodeOf(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetInt32();

    public static string Json(string text) => JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync()
    {
        await this.stop.CancelAsync();
        await this.Running.WaitAsync(JsonLineClient.Patience);
        await this.Client.DisposeAsync();
        this.stop.Dispose();
        if (Directory.Exists(this.root.FullName))
        {
            Directory.Delete(this.root.FullName, recursive: true);
        }
    }

    private async Task<string?> RunAsync(AcpServer server)
    {
        await Task.Yield();
        return await server.RunAsync(this.stop.Token);
    }

    private static string Compact(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EditorAgent.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return directory.FullName;
    }
}
