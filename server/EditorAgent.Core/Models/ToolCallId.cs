namespace EditorAgent.Core.Models;

/// <summary>Names one tool call within a session. Ours, not the vendor's: unique in the session, stable across restarts.</summary>
public readonly record struct ToolCallId(string Value)
{
    public override string ToString() => Value;
}
