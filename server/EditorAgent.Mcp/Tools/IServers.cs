using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>What tools need of a session's servers: <see cref="Hub.McpHub"/> promises the same.</summary>
internal interface IServers
{
    ImmutableArray<ServerStatus> All { get; }

    ImmutableArray<OfferedTool> Tools { get; }

    /// <summary>What of our own files cannot be used, one line each, for the user.</summary>
    ImmutableArray<string> Problems => [];

    /// <summary>As it was when something of it changed last; of one that runs, what it wrote to its errors since is not in it.</summary>
    ServerStatus? StatusOf(string server) => this.All.FirstOrDefault(status => status.Name == server);

    IDisposable Subscribe(Action<ServerStatus> changed);

    Task<ServerStatus> ConnectAsync(string server, CancellationToken cancellationToken);

    Task<ServerStatus> ApproveAsync(ServerStatus shown, CancellationToken cancellationToken);

    /// <exception cref="ServerException">It is not what was shown any more; nothing was approved.</exception>
    Task ApproveToolAsync(OfferedTool shown, CancellationToken cancellationToken);

    Task<CallOutcome> CallAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken);

    Task<ImmutableArray<(string Server, ServerPrompt Prompt)>> ListPromptsAsync(CancellationToken cancellationToken);

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    Task<ImmutableArray<PromptText>> GetPromptAsync(string server, string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken);

    Task<ImmutableArray<(string Server, ServerResource Resource)>> ListResourcesAsync(CancellationToken cancellationToken);

    Task<ImmutableArray<(string Server, ServerResource Resource)>> ListConnectedResourcesAsync(CancellationToken cancellationToken);

    Task<ImmutableArray<(string Server, ServerResourceTemplate Template)>> ListResourceTemplatesAsync(CancellationToken cancellationToken);

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string server, string uri, CallOptions options, CancellationToken cancellationToken);
}
