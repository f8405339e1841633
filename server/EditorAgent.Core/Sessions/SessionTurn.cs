namespace EditorAgent.Core.Sessions;

/// <summary>One turn as the journal tells it.</summary>
public sealed record SessionTurn(TurnId Id, DateTimeOffset StartedAt)
{
    /// <summary>Null while it runs.</summary>
    public StopReason? Ended { get; init; }

    /// <summary>Whether its changes have been taken back.</summary>
    public bool IsUndone { get; init; }

    /// <summary>What its tools wrote, in the order of writing.</summary>
    public AppendOnlyList<SessionEvent.FileChanged> Changes { get; init; } = AppendOnlyList<SessionEvent.FileChanged>.Empty;
}
