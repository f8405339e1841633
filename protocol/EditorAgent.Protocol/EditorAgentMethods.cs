namespace EditorAgent.Protocol;

/// <summary>Our extension methods, served by the agent. Each is advertised by a member of <see cref="EditorAgentCapabilities"/>.</summary>
public static class EditorAgentMethods
{
    public const string UndoTurn = "_editoragent/session/undo_turn";
    public const string Steer = "_editoragent/session/steer";
}
