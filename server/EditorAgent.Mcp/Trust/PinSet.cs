using System.Collections.Immutable;

namespace EditorAgent.Mcp.Trust;

/// <summary>The pins of one server.</summary>
/// <param name="IsWhole">False after pins were lost: then a tool without one may have had one, and is asked about too.</param>
internal sealed record PinSet(ImmutableDictionary<string, PinnedTool> Tools, bool IsWhole)
{
    public static PinSet Empty { get; } = new(ImmutableDictionary<string, PinnedTool>.Empty, IsWhole: true);
}
