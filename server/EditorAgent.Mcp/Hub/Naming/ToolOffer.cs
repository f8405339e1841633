using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Naming;

/// <summary>What is offered of one list of tools.</summary>
/// <param name="Listed">All of the list, as the server defines it now.</param>
internal sealed record ToolOffer(ImmutableArray<OfferedTool> Tools, ImmutableArray<ServerTool> Listed, ImmutableArray<string> Problems)
{
    public static ToolOffer None { get; } = new([], [], []);
}
