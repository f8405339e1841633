using System.Collections.Immutable;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace EditorAgent.Host.McpServer.Offering;

/// <summary>Everything that a server offers, the same to every client; how it is spoken about on the wire is none of its business.</summary>
internal sealed class Offer(ChangeFeed changes)
{
    public required Implementation Server { get; init; }

    /// <summary>For the client's model: what this server is good for.</summary>
    public string? Instructions { get; init; }

    /// <summary>In the order clients see them.</summary>
    public required ImmutableArray<IServedTool> Tools { get; init; }

    public McpRequestHandler<ListResourcesRequestParams, ListResourcesResult>? ListResources { get; init; }

    public McpRequestHandler<ListResourceTemplatesRequestParams, ListResourceTemplatesResult>? ListResourceTemplates { get; init; }

    public McpRequestHandler<ReadResourceRequestParams, ReadResourceResult>? ReadResource { get; init; }

    /// <summary>From here on a change of the resource is published, whoever makes it, until what is returned is disposed of; null where nobody can look at it.</summary>
    public Func<string, CancellationToken, ValueTask<IDisposable?>>? Watch { get; init; }

    public McpRequestHandler<ListPromptsRequestParams, ListPromptsResult>? ListPrompts { get; init; }

    public McpRequestHandler<GetPromptRequestParams, GetPromptResult>? GetPrompt { get; init; }

    public McpRequestHandler<CompleteRequestParams, CompleteResult>? Complete { get; init; }

    /// <summary>How long a client may keep the lists.</summary>
    public TimeSpan ListTimeToLive { get; init; } = TimeSpan.FromMinutes(5);

    public ChangeFeed Changes => changes;

    public IServedTool? Find(string? name) => this.Tools.FirstOrDefault(tool => tool.Definition.Name == name);
}
