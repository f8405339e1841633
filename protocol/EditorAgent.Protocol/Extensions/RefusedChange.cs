namespace EditorAgent.Protocol.Extensions;

public sealed record RefusedChange
{
    /// <summary>The hunk's id, or the path of a file whose changes cannot be told apart.</summary>
    public required string Subject { get; init; }

    /// <summary>For the user.</summary>
    public required string Reason { get; init; }
}
