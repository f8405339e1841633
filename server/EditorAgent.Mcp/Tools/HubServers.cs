using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;

namespace EditorAgent.Mcp.Tools;

/// <summary>The servers of a hub.</summary>
internal sealed class HubServers(McpHub hub) : IServers
{
    public ImmutableArray<ServerStatus> All => hub.Servers;

    public ImmutableArray<OfferedTool> Tools => hub.Tools;

    public ImmutableArray<string> Problems => [.. hub.Problems.Where(McpConfigurationReader.IsOurs)];

    public ServerStatus? StatusOf(string server) => hub.StatusOf(server);

    public IDisposable Subscribe(Action<ServerStatus> changed) => hub.Subscribe(changed);

    public Task<ServerStatus> ConnectAsync(string server, CancellationToken cancellationToken) => hub.ConnectAsync(server, cancellationToken);

    /// <summary>Without a hash it is the workspace that was not trusted, and there is nothing to approve of the server.</summary>
    public Task<ServerStatus> ApproveAsync(ServerStatus shown, CancellationToken cancellationToken) =>
        shown.TrustHash is { } hash ? hub.ApproveAsync(shown.Name, hash, believesHints: false, cancellationToken) : hub.ConnectAsync(shown.Name, cancellationToken);

    public Task ApproveToolAsync(OfferedTool shown, CancellationToken cancellationToken) => hub.ApproveToolAsync(shown.Server, shown.Tool.Name, shown.ChangedHash ?? "", cancellationToken);

    public Task<CallOutcome> CallAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken) => hub.CallAsync(call, options, cancellationToken);

    public Task<ImmutableArray<(string Server, ServerPrompt Prompt)>> ListPromptsAsync(CancellationToken cancellationToken) => hub.ListPromptsAsync(cancellationToken);

    public Task<ImmutableArray<PromptText>> GetPromptAsync(
        string server, string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) =>
        hub.GetPromptAsync(server, prompt, arguments, options, cancellationToken);

    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListResourcesAsync(CancellationToken cancellationToken) => hub.ListResourcesAsync(cancellationToken);

    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListConnectedResourcesAsync(CancellationToken cancellationToken) => hub.ListConnectedResourcesAsync(cancellationToken);

    public Task<ImmutableArray<(string Server, ServerResourceTemplate Template)>> ListResourceTemplatesAsync(CancellationToken cancellationToken) => hub.ListResourceTemplatesAsync(cancellationToken);

    public Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string server, string uri, CallOptions options, CancellationToken cancellationToken) =>
        hub.ReadResourceAsync(server, uri, options, cancellationToken);
}
