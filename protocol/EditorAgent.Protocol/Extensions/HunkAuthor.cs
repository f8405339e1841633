namespace EditorAgent.Protocol.Extensions;

public sealed record HunkAuthor
{
    public required string TurnId { get; init; }

    public required string ToolCallId { get; init; }
}
