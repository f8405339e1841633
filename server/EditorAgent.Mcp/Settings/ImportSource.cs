namespace EditorAgent.Mcp.Settings;

/// <summary>Programs whose servers can be taken over.</summary>
public enum ImportSource
{
    KimiCode,
    Claude,
    VisualStudioCode,
    Cursor,
    Codex,
}
