using System.Runtime.CompilerServices;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Hub.Calls;

/// <summary>What a definition is pinned by, computed once for each: it is written down with every call.</summary>
internal static class DefinitionHash
{
    private static readonly ConditionalWeakTable<ServerTool, Entry> Known = [];

    public static string Of(ServerIdentity server, ServerTool tool)
    {
        if (Known.TryGetValue(tool, out var known) && known.Server == server.Hash)
        {
            return known.Hash;
        }

        var entry = new Entry(server.Hash, ToolPins.HashOf(server, tool));
        Known.AddOrUpdate(tool, entry);
        return entry.Hash;
    }

    private sealed record Entry(string Server, string Hash);
}
