using EditorAgent.Mcp.Settings;

namespace EditorAgent.Host.CommandLine.Import;

/// <summary>An MCP server of another program.</summary>
/// <param name="Server">As it would be ours.</param>
/// <param name="Problem">Why it is not taken; null where it is.</param>
internal sealed record FoundServer(ImportedServer Server, string? Problem)
{
    public bool IsTaken => this.Problem is null;

    public string Line
    {
        get
        {
            var notes = this.Server.Notes.IsEmpty ? "" : $" ({string.Join("; ", this.Server.Notes)})";
            return this.Problem is { } problem
                ? $"server {this.Server.Name} of {this.Server.Source}  not taken: {problem}"
                : $"server {this.Server.Name} of {this.Server.Source}  taken: mcp.json, {this.Server.What}{notes}";
        }
    }
}
