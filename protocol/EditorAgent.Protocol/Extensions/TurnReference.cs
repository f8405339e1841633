namespace EditorAgent.Protocol.Extensions;

public sealed record TurnReference
{
    public required string TurnId { get; init; }
}
