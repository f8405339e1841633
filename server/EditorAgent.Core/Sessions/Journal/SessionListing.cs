using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Finds sessions on the disk.</summary>
internal static class SessionListing
{
    private const int MaxRecordsRead = 64;

    public static IReadOnlyList<SessionSummary> Read(string root, string? workingDirectory, CancellationToken cancellationToken)
    {
        var found = new List<SessionSummary>();
        if (!Directory.Exists(root))
        {
            return found;
        }

        foreach (var year in Directory.EnumerateDirectories(root))
        {
            foreach (var directory in Directory.EnumerateDirectories(year))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (ReadOne(directory) is { } summary && (workingDirectory is null || IsSame(summary.WorkingDirectory, workingDirectory)))
                {
                    found.Add(summary);
                }
            }
        }

        found.Sort(static (left, right) =>
            right.UpdatedAt.CompareTo(left.UpdatedAt) is var order and not 0 ? order : string.CompareOrdinal(right.Id.Value, left.Id.Value));
        return found;
    }

    private static SessionSummary? ReadOne(string directory)
    {
        var path = Path.Combine(directory, JournalFile.Name);
        if (!SessionId.TryParse(Path.GetFileName(directory), out var id)
            || !File.Exists(path)
            || (SummaryFile.Read(directory) ?? FromJournal(path, id)) is not { } summary)
        {
            return null;
        }

        var standing = !summary.IsTurnOpen ? SessionStanding.Idle
            : SessionLock.IsHeld(directory) ? SessionStanding.Running
            : SessionStanding.Interrupted;
        return new SessionSummary(id, summary.WorkingDirectory, summary.Title, summary.UpdatedAt, standing) { IsArchived = summary.IsArchived };
    }

    /// <summary>The beginning of the journal tells enough, and it is read only where the summary was lost.</summary>
    private static SummaryFile? FromJournal(string path, SessionId id)
    {
        try
        {
            using var file = PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var reader = new JournalReader(file);
            var state = new SessionState { Id = id, WorkingDirectory = "" };
            for (var i = 0; i < MaxRecordsRead && reader.TryRead(out var line); i++)
            {
                if (JournalLine.Read(line) is JournalRecord.Happened happened)
                {
                    state = ConversationFold.Apply(state, happened.Event, happened.At);
                }
            }

            return state.WorkingDirectory.Length == 0 ? null : SummaryFile.Of(state) with { UpdatedAt = File.GetLastWriteTimeUtc(path) };
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(Path.TrimEndingDirectorySeparator(left), Path.TrimEndingDirectorySeparator(right), StringComparison.Ordinal);
}
