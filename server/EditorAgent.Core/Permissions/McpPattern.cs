using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// <c>mcp__server__tool</c> as a pair of patterns, parted at the first double underscore; <c>mcp__git*</c> means every tool of the servers
/// that begin so. Held against the pair: an allowing pattern for a server <c>a</c> never reaches a server <c>a__b</c>. A restricting one
/// is held against the joined name too, since there too much is the safe side.
/// </summary>
internal sealed class McpPattern
{
    public const string Prefix = "mcp__";

    private readonly string text;
    private readonly string server;
    private readonly string tool;
    private readonly bool isRestricting;
    private readonly StringComparison comparison;

    public McpPattern(string text, bool isRestricting)
    {
        var rest = text[Prefix.Length..];
        var parting = rest.IndexOf("__", StringComparison.Ordinal);
        this.text = text;
        this.server = parting < 0 ? rest : rest[..parting];
        this.tool = parting < 0 ? (rest.EndsWith('*') ? "*" : "") : rest[(parting + 2)..];
        this.isRestricting = isRestricting;
        this.comparison = isRestricting ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
    }

    /// <summary>It names a server and no tool, or a tool and no server.</summary>
    public bool IsIncomplete => this.server.Length == 0 || this.tool.Length == 0;

    public bool Matches(PermissionSubject.McpCall call)
    {
        if (!this.IsIncomplete && Wildcard.Matches(this.server, call.Server, this.comparison) && Wildcard.Matches(this.tool, call.Tool, this.comparison))
        {
            return true;
        }

        return this.isRestricting && Wildcard.Matches(this.text, call.Name, this.comparison);
    }
}
