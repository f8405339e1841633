using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>What a search looks through.</summary>
/// <param name="Servers">All of them.</param>
/// <param name="Tools">Each with whether the model is told of it anyhow.</param>
/// <param name="Resources">Of servers that are there.</param>
/// <param name="Introduce">What a server says about the use of its tools; null where that was told before.</param>
internal sealed record SearchScope(
    ImmutableArray<ServerStatus> Servers, ImmutableArray<(OfferedTool Offered, bool IsListed)> Tools, ImmutableArray<FoundResource> Resources, Func<string, string?> Introduce)
{
    /// <summary>Whether anything of a server can come into what is told; else there are only states, and names that a configuration gives.</summary>
    public bool HoldsServersWords => !this.Tools.IsEmpty || !this.Resources.IsEmpty || this.Servers.Any(server => server.State is ServerState.Failed or ServerState.NeedsInput);
}
