using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>A server whose every answer a test decides, and which keeps what it received.</summary>
internal sealed class FakeServer(string name)
{
    private readonly ConcurrentQueue<string> received = new();
    private readonly SemaphoreSlim arrived = new(0);

    public string Name => name;

    public ServerIntroduction Introduction { get; set; } = new() { Name = name, HasTools = true };

    public ImmutableArray<ServerTool> Tools { get; set; } = [Tool("echo")];

    public ImmutableArray<ServerPrompt> Prompts { get; set; } = [];

    public CacheAdvice Advice { get; set; } = CacheAdvice.None;

    /// <summary>What a start meets; null lets it connect.</summary>
    public Func<ServerEndpoint, CancellationToken, Task>? OnConnect { get; set; }

    public Func<CancellationToken, Task>? OnList { get; set; }

    public Func<string, JsonElement, CallOptions, CancellationToken, Task<ToolAnswer>> OnCall { get; set; } = static (tool, _, _, _) => Task.FromResult(Text(tool));

    public Func<string, Task<(ImmutableArray<ResourceContent>, CacheAdvice)>> OnRead { get; set; } =
        static uri => Task.FromResult<(ImmutableArray<ResourceContent>, CacheAdvice)>(([new ResourceContent(uri, null, "text", null)], CacheAdvice.None));

    /// <summary>What the end of a left task waits for.</summary>
    public Task MayEndTask { get; set; } = Task.CompletedTask;

    public LeftTask LeftTask { get; set; } = new(LeftTaskEnd.Stopped, null);

    public FakeConnection? Current { get; private set; }

    public ServerEndpoint? Endpoint { get; private set; }

    public ServerQuestions? Questions { get; private set; }

    /// <summary>Everything it was sent, in order: <c>connect</c>, <c>list</c>, <c>call echo</c>, <c>read file:///a</c>...</summary>
    public ImmutableArray<string> Received => [.. this.received];

    public static ServerTool Tool(string name) => Tool(name, ToolHints.None);

    public static ServerTool Tool(string name, ToolHints hints) => Tool(name, hints, $"Does {name}.");

    public static ServerTool Tool(string name, ToolHints hints, string description)
    {
        var schema = JsonElement.Parse("""{"type":"object"}""");
        var definition = JsonSerializer.SerializeToElement(new { name, description, inputSchema = new { type = "object" } });
        return new ServerTool(name, null, description, schema, null, hints, definition);
    }

    public static ToolAnswer Text(string text) => new([new AnswerPart.Text(text)], null, IsError: false);

    public int Count(string what) => this.received.Count(each => each == what);

    public void Take(string what)
    {
        this.received.Enqueue(what);
        this.arrived.Release();
    }

    /// <summary>Waits until it has been sent something so many times.</summary>
    public async Task WaitForAsync(string what, int times, CancellationToken cancellationToken)
    {
        while (this.Count(what) < times)
        {
            await this.arrived.WaitAsync(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }

    public async Task<IServerConnection> AcceptAsync(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, CancellationToken cancellationToken)
    {
        this.Endpoint = endpoint;
        this.Questions = questions;
        this.Take("connect");
        if (this.OnConnect is { } meet)
        {
            await meet(endpoint, cancellationToken);
        }

        return this.Current = new FakeConnection(this, events);
    }

    public ServerEra Era => new("2026-07-28", McpTransport.Http);
}
