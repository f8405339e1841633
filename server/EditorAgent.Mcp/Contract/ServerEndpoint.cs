using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;

namespace EditorAgent.Mcp.Contract;

/// <summary>
/// One server, ready to be reached: program found, placeholders and secrets filled in. It is made right before a connection and never printed,
/// kept or compared; what it was made from is <see cref="McpServerDeclaration"/>.
/// </summary>
public sealed record ServerEndpoint
{
    public required string Name { get; init; }

    public required McpTransport Transport { get; init; }

    /// <summary>Of stdio.</summary>
    public ProcessSpecification? Process { get; init; }

    /// <summary>Of http and sse.</summary>
    public Uri? Url { get; init; }

    /// <summary>With their secret values.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public EndpointAuthorization Authorization { get; init; } = EndpointAuthorization.None;

    /// <summary>How long reaching it may take, the start of a program included.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What it spoke the last time; null where it was never reached. An assumption that fails is tried no longer.</summary>
    public ServerEra? KnownEra { get; init; }
}
