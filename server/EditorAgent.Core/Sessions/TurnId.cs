namespace EditorAgent.Core.Sessions;

/// <summary>Names one turn of a session: everything from a user's message to the answer's end.</summary>
public readonly record struct TurnId(string Value)
{
    public override string ToString() => Value;
}
