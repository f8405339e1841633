namespace EditorAgent.Core.Sessions;

/// <summary>Names a session; safe as a directory name.</summary>
public readonly record struct SessionId(string Value)
{
    public override string ToString() => Value;
}
