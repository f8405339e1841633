namespace EditorAgent.Core.Agent.Importing;

/// <summary>Programs whose set-up can be taken over.</summary>
public enum ImportProgram
{
    KimiCode,
    Claude,
    VisualStudioCode,
    Cursor,
    Codex,
}
