using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>One connection to a <see cref="FakeServer"/>.</summary>
internal sealed class FakeConnection(FakeServer server, ServerEvents events) : IServerConnection
{
    private readonly TaskCompletionSource<ServerException> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServerEvents Events => events;

    public ServerEra Era => server.Era;

    public ServerIntroduction Introduction => server.Introduction;

    public ImmutableArray<string> ErrorTail => ["a line of its errors"];

    public Task<ServerException> Ended => this.ended.Task;

    public void Crash() => this.ended.TrySetResult(new ServerException(ServerFailureKind.Ended, "It crashed."));

    public Task<ServerListing<ServerTool>> ListToolsAsync(CancellationToken cancellationToken) => this.ListAsync("list", () => server.Tools, cancellationToken);

    public Task<ServerListing<ServerPrompt>> ListPromptsAsync(CancellationToken cancellationToken) => this.ListAsync("list prompts", () => server.Prompts, cancellationToken);

    public Task<ServerListing<ServerResource>> ListResourcesAsync(CancellationToken cancellationToken) =>
        this.ListAsync("list resources", () => ImmutableArray.Create(new ServerResource("file:///a", "a", null, "", null, null)), cancellationToken);

    public Task<ServerListing<ServerResourceTemplate>> ListResourceTemplatesAsync(CancellationToken cancellationToken) =>
        this.ListAsync("list templates", () => ImmutableArray.Create(new ServerResourceTemplate("file:///{name}", "any", null, "", null)), cancellationToken);

    public void Remember(ImmutableArray<ServerTool> known) => server.Take($"remember {string.Join(' ', known.Select(tool => tool.Name))}");

    public Task<ToolAnswer> CallToolAsync(string tool, JsonElement arguments, CallOptions options, CancellationToken cancellationToken)
    {
        server.Take($"call {tool}");
        return server.OnCall(tool, arguments, options, cancellationToken);
    }

    public async Task<LeftTask> EndTaskAsync(string task, CancellationToken cancellationToken)
    {
        server.Take($"end {task}");
        await server.MayEndTask;
        return server.LeftTask;
    }

    public Task<ImmutableArray<PromptText>> GetPromptAsync(string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken)
    {
        server.Take($"prompt {prompt}");
        return Task.FromResult(ImmutableArray.Create(new PromptText("user", new AnswerPart.Text(prompt))));
    }

    public async Task<(ImmutableArray<ResourceContent> Contents, CacheAdvice Cache)> ReadResourceAsync(string uri, CallOptions options, CancellationToken cancellationToken)
    {
        server.Take($"read {uri}");
        return await server.OnRead(uri);
    }

    public Task<ImmutableArray<string>> CompleteAsync(
        string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken)
    {
        server.Take($"complete {argument}");
        return Task.FromResult(ImmutableArray.Create(value + "!"));
    }

    public Task<IAsyncDisposable> SubscribeAsync(string uri, CancellationToken cancellationToken)
    {
        server.Take($"subscribe {uri}");
        return Task.FromResult<IAsyncDisposable>(new Subscribed(server, uri));
    }

    public ValueTask DisposeAsync()
    {
        server.Take("close");
        this.ended.TrySetResult(new ServerException(ServerFailureKind.Ended, "It was closed."));
        return ValueTask.CompletedTask;
    }

    private async Task<ServerListing<T>> ListAsync<T>(string what, Func<ImmutableArray<T>> items, CancellationToken cancellationToken)
    {
        server.Take(what);
        if (server.OnList is { } meet)
        {
            await meet(cancellationToken);
        }

        return new ServerListing<T>(items(), [], server.Advice);
    }

    private sealed class Subscribed(FakeServer server, string uri) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            server.Take($"unsubscribe {uri}");
            return ValueTask.CompletedTask;
        }
    }
}
