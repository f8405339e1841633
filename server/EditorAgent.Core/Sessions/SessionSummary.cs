namespace EditorAgent.Core.Sessions;

/// <summary>A session as a list shows it.</summary>
public sealed record SessionSummary(SessionId Id, string WorkingDirectory, string? Title, DateTimeOffset UpdatedAt, SessionStanding State);
