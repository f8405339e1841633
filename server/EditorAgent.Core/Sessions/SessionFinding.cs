namespace EditorAgent.Core.Sessions;

/// <summary>A session that a search found.</summary>
/// <param name="Session">As a list shows it.</param>
/// <param name="Turns">As many as were read.</param>
/// <param name="Snippet">One line around the first word found in its conversation, secrets masked; null when the title alone holds the words.</param>
public sealed record SessionFinding(SessionSummary Session, int Turns, string? Snippet);
