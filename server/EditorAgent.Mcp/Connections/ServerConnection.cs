using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Mcp.Contract;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Connections;

/// <summary>
/// One live connection to one server, of any revision of the protocol. Concurrent calls are fine. Every failure is a
/// <see cref="ServerException"/>; a cancelled call has told the server so. It never restarts anything by itself.
/// </summary>
public sealed class ServerConnection : IAsyncDisposable
{
    private ServerConnection() => throw new NotImplementedException();

    public ServerEra Era => throw new NotImplementedException();

    public ServerIntroduction Introduction => throw new NotImplementedException();

    /// <summary>The last lines of its standard error.</summary>
    public ImmutableArray<string> ErrorTail => throw new NotImplementedException();

    /// <summary>Completes when the connection is over, with the reason; never faults.</summary>
    public Task<ServerException> Ended => throw new NotImplementedException();

    /// <exception cref="ServerException">It could not be reached; nothing of it is left running.</exception>
    public static Task<ServerConnection> ConnectAsync(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<ServerListing<ServerTool>> ListToolsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<ServerListing<ServerPrompt>> ListPromptsAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<ServerListing<ServerResource>> ListResourcesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<ServerListing<ServerResourceTemplate>> ListResourceTemplatesAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<ToolAnswer> CallToolAsync(string tool, JsonElement arguments, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<ImmutableArray<PromptText>> GetPromptAsync(string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<(ImmutableArray<ResourceContent> Contents, CacheAdvice Cache)> ReadResourceAsync(string uri, CallOptions options, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <param name="reference"><c>ref/prompt</c> with a name, or <c>ref/resource</c> with a template.</param>
    public Task<ImmutableArray<string>> CompleteAsync(string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>From here on <see cref="ServerEvents.ResourceChanged"/> speaks of it, until the returned subscription is disposed of.</summary>
    public Task<IAsyncDisposable> SubscribeAsync(string uri, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
