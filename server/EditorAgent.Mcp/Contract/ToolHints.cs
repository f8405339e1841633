namespace EditorAgent.Mcp.Contract;

/// <summary>A tool's annotations: claims of the server. They may make a call stricter; looser only for a server the user marked as trusted.</summary>
public sealed record ToolHints(bool? ReadOnly, bool? Destructive, bool? Idempotent, bool? OpenWorld)
{
    public static ToolHints None { get; } = new(null, null, null, null);
}
