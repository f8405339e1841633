using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Tools;

namespace EditorAgent.Mcp.Tests.Tools;

/// <summary>Servers whose states, tools and answers a test sets, and that remember what was asked of them.</summary>
internal sealed class ServersInMemory : IServers
{
    private Action<ServerStatus>? changed;

    public ImmutableArray<ServerStatus> All { get; set; } = [];

    public ImmutableArray<OfferedTool> Tools { get; set; } = [];

    public ImmutableArray<string> Problems { get; set; } = [];

    public ImmutableArray<(string, ServerPrompt)> Prompts { get; set; } = [];

    public ImmutableArray<(string Server, ServerResource Resource)> Resources { get; set; } = [];

    public ImmutableArray<(string Server, ServerResourceTemplate Template)> Templates { get; set; } = [];

    /// <summary>What every prompt says; by default its name and arguments.</summary>
    public ImmutableArray<PromptText>? PromptTexts { get; set; }

    public List<string> Log { get; } = [];

    public List<ServerCall> Calls { get; } = [];

    public CallOptions? LastOptions { get; private set; }

    public Func<ServerCall, CallOutcome> Answer { get; set; } = _ => Text("done");

    public Func<string, ImmutableArray<ResourceContent>> Resource { get; set; } = uri => [new ResourceContent(uri, "text/plain", $"text of {uri}", null)];

    public static CallOutcome Text(string text) => new CallOutcome.Answered(new ToolAnswer([new AnswerPart.Text(text)], null, false), null);

    public static ServerStatus Server(string name, ServerState state = ServerState.Connected, McpServerScope scope = McpServerScope.User) => new()
    {
        Name = name,
        Scope = scope,
        What = $"/usr/bin/{name} --stdio",
        State = state,
        ToolCount = state == ServerState.Connected ? 1 : null,
        TrustLines = state == ServerState.NeedsTrust ? [$"command: /usr/bin/{name}", "argument: --stdio"] : [],
        TrustHash = state == ServerState.NeedsTrust ? "aa" : null,
    };

    public static OfferedTool Tool(string server, string name, string description = "for tests", string schema = """{"type":"object","properties":{"sql":{"type":"string"}},"additionalProperties":false}""", ToolHints? hints = null, params ImmutableArray<string> changed) =>
        new(server, new ServerTool(name, null, description, JsonElement.Parse(schema), null, hints ?? ToolHints.None, JsonElement.Parse("{}")), $"mcp__{server}__{name}", changed);

    public void Tell()
    {
        foreach (var status in this.All)
        {
            this.changed?.Invoke(status);
        }
    }

    public IDisposable Subscribe(Action<ServerStatus> changed)
    {
        this.changed += changed;
        return new Subscription(() => this.changed -= changed);
    }

    public Task<ServerStatus> ConnectAsync(string server, CancellationToken cancellationToken)
    {
        this.Log.Add($"connect {server}");
        return Task.FromResult(this.All.First(status => status.Name == server));
    }

    public Task<ServerStatus> ApproveAsync(ServerStatus shown, CancellationToken cancellationToken)
    {
        this.Log.Add($"approve {shown.Name}");
        var started = Server(shown.Name, ServerState.Connected, shown.Scope);
        this.All = [.. this.All.Select(status => status.Name == shown.Name ? started : status)];
        this.Tell();
        return Task.FromResult(started);
    }

    public Task ApproveToolAsync(OfferedTool shown, CancellationToken cancellationToken)
    {
        this.Log.Add($"approve {shown.Server}/{shown.Tool.Name}");
        return Task.CompletedTask;
    }

    public Task<CallOutcome> CallAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken)
    {
        this.Log.Add($"call {call.Server}/{call.Tool}");
        this.Calls.Add(call);
        this.LastOptions = options;
        return Task.FromResult(this.Answer(call));
    }

    public Task<ImmutableArray<(string Server, ServerPrompt Prompt)>> ListPromptsAsync(CancellationToken cancellationToken) => Task.FromResult(this.Prompts);

    public Task<ImmutableArray<PromptText>> GetPromptAsync(
        string server, string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(this.PromptTexts ?? [new PromptText("user", new AnswerPart.Text($"{prompt}({string.Join(", ", arguments.Select(argument => $"{argument.Key}={argument.Value}"))})"))]);

    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListResourcesAsync(CancellationToken cancellationToken) => Task.FromResult(this.Resources);

    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListConnectedResourcesAsync(CancellationToken cancellationToken) => Task.FromResult(this.Resources);

    public Task<ImmutableArray<(string Server, ServerResourceTemplate Template)>> ListResourceTemplatesAsync(CancellationToken cancellationToken) => Task.FromResult(this.Templates);

    public Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string server, string uri, CallOptions options, CancellationToken cancellationToken)
    {
        this.Log.Add($"read {server} {uri}");
        return Task.FromResult(this.Resource(uri));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
