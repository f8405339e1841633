using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <summary>One live connection to one server, as the hub sees it. Every failure is a <see cref="ServerException"/>.</summary>
public interface IServerConnection : IAsyncDisposable
{
    ServerEra Era { get; }

    ServerIntroduction Introduction { get; }

    /// <summary>The last lines of its standard error.</summary>
    ImmutableArray<string> ErrorTail { get; }

    /// <summary>Completes when the connection is over, with the reason; never faults.</summary>
    Task<ServerException> Ended { get; }

    Task<ServerListing<ServerTool>> ListToolsAsync(CancellationToken cancellationToken);

    Task<ServerListing<ServerPrompt>> ListPromptsAsync(CancellationToken cancellationToken);

    Task<ServerListing<ServerResource>> ListResourcesAsync(CancellationToken cancellationToken);

    Task<ServerListing<ServerResourceTemplate>> ListResourceTemplatesAsync(CancellationToken cancellationToken);

    /// <summary>Tools known from an earlier time, where a list cannot be read: what of a call must be mirrored in headers stands in their schemas.</summary>
    void Remember(ImmutableArray<ServerTool> known);

    Task<ToolAnswer> CallToolAsync(string tool, JsonElement arguments, CallOptions options, CancellationToken cancellationToken);

    /// <summary>Finds out about a task of an earlier connection and has it stopped if it still runs.</summary>
    Task<LeftTask> EndTaskAsync(string task, CancellationToken cancellationToken);

    Task<ImmutableArray<PromptText>> GetPromptAsync(string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken);

    Task<(ImmutableArray<ResourceContent> Contents, CacheAdvice Cache)> ReadResourceAsync(string uri, CallOptions options, CancellationToken cancellationToken);

    Task<ImmutableArray<string>> CompleteAsync(string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken);

    Task<IAsyncDisposable> SubscribeAsync(string uri, CancellationToken cancellationToken);
}
