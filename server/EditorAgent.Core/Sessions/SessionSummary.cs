namespace EditorAgent.Core.Sessions;

/// <summary>A session as a list shows it.</summary>
public sealed record SessionSummary(SessionId Id, string WorkingDirectory, string? Title, DateTimeOffset UpdatedAt, SessionStanding State)
{
    /// <summary>Whether the user has put it aside; lists leave it out unless they are asked for such.</summary>
    public bool IsArchived { get; init; }
}
