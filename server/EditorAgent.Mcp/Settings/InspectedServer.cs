using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Settings;

/// <summary>How it stands with a server that nobody started.</summary>
/// <param name="Identity">Null where it cannot be told, for its program is not there.</param>
/// <param name="Status">Tools and revision as they were the last time.</param>
/// <param name="RememberedTools">Empty where it was never reached.</param>
public sealed record InspectedServer(McpServerDeclaration Declaration, ServerIdentity? Identity, ServerStatus Status, ImmutableArray<ServerTool> RememberedTools)
{
    /// <summary>When it was last reached, in whichever session; null where it never was.</summary>
    public DateTimeOffset? ReachedAt { get; init; }

    /// <summary>Names of remembered tools that are not what was approved.</summary>
    public ImmutableArray<string> ChangedTools { get; init; } = [];
}
