using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>Makes a session out of a copied journal and the blobs it needs; on the disk when it returns.</summary>
internal static class SessionCopy
{
    private const string Suffix = " (fork)";

    /// <param name="source">Directory of the session that is only read.</param>
    /// <param name="directory">Directory of the new one; exists, and is locked by the caller.</param>
    /// <param name="id">Of the new one.</param>
    /// <param name="end">Where the copy of the journal ends.</param>
    /// <param name="now">When the copy was made.</param>
    /// <param name="cancellationToken">Stops between two records.</param>
    public static void Make(string source, string directory, SessionId id, long end, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var journal = JournalFile.Create(Path.Combine(directory, JournalFile.Name));
        var fork = new SessionFork(id, journal);
        fork.Copy(Path.Combine(source, JournalFile.Name), end, cancellationToken);
        if (fork.WorkingDirectory is not { } workingDirectory)
        {
            throw new JournalException($"The session '{Path.GetFileName(source)}' cannot be copied: the first record of its journal is damaged. It was left as it is.");
        }

        var title = fork.Title is { } old ? old.EndsWith(Suffix, StringComparison.Ordinal) ? old : old + Suffix : null;
        if (title is not null)
        {
            fork.Add(new SessionEvent.TitleChanged(title), now);
        }

        CopyBlobs(source, directory, fork.Blobs, cancellationToken);
        journal.Sync();
        new SummaryFile(workingDirectory, title, now, IsTurnOpen: false).Write(directory);
    }

    private static void CopyBlobs(string source, string directory, IReadOnlyCollection<ContentHash> blobs, CancellationToken cancellationToken)
    {
        var target = Path.Combine(directory, "blobs");
        foreach (var blob in blobs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var kept = Path.Combine(source, "blobs", blob.Value);
            if (blob.Value.All(char.IsAsciiHexDigitLower) && File.Exists(kept))
            {
                PrivateFiles.CreateDirectory(target);
                File.Copy(kept, Path.Combine(target, blob.Value));
            }
        }
    }
}
