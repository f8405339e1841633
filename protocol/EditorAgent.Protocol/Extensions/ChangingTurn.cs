namespace EditorAgent.Protocol.Extensions;

/// <summary>A turn, an undo or a restore that changed files.</summary>
public sealed record ChangingTurn
{
    public required string TurnId { get; init; }

    /// <summary>ISO 8601.</summary>
    public required string StartedAt { get; init; }

    /// <summary>How many files it changed.</summary>
    public required int Files { get; init; }

    /// <summary>Whether its changes have been taken back.</summary>
    public required bool IsUndone { get; init; }
}
