using System.Collections.Immutable;
using EditorAgent.Core.Permissions;

namespace EditorAgent.Mcp.Tools;

/// <summary>The one grant that "always" may store for a server's tool: this tool of this server. None where the pattern would read otherwise.</summary>
internal static class GrantFor
{
    public static ImmutableArray<PermissionGrant> Tool(string server, string tool) =>
        IsPlain(server) && IsPlain(tool) && !server.Contains("__", StringComparison.Ordinal) && !server.EndsWith('_') && !tool.StartsWith('_')
            ? [new PermissionGrant($"mcp__{server}__{tool}")]
            : [];

    private static bool IsPlain(string name) => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
}
