using System.Buffers;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions.Journal;

/// <summary>
/// Copies a session's records into another journal. What the user allowed for that session only is not copied: it was not said of this one.
/// Damaged lines and pieces of answers stay behind.
/// </summary>
internal sealed class SessionFork(SessionId id, JournalFile target)
{
    private const int BatchBytes = 256 * 1024;

    private readonly ArrayBufferWriter<byte> batch = new(BatchBytes);
    private readonly JournalEncoder encoder = new();
    private readonly HashSet<ContentHash> blobs = [];
    private long lastSequence;

    public string? WorkingDirectory { get; private set; }

    public string? Title { get; private set; }

    /// <summary>What the copied records need for undo.</summary>
    public IReadOnlyCollection<ContentHash> Blobs => this.blobs;

    /// <summary>Where the copy of a journal ends: before a turn, or before the one that is open; null when there is no such turn.</summary>
    public static long? FindEnd(string path, TurnId? before)
    {
        using var file = Open(path);
        var reader = new JournalReader(file);
        long? open = null;
        var start = 0L;
        while (reader.TryRead(out var line))
        {
            switch (JournalLine.Read(line))
            {
                case JournalRecord.Happened { Event: SessionEvent.TurnStarted started }:
                    if (started.Turn == before)
                    {
                        return start;
                    }

                    open = start;
                    break;
                case JournalRecord.Happened { Event: SessionEvent.TurnEnded }:
                    open = null;
                    break;
            }

            start = reader.Offset;
        }

        return before is null ? open ?? start : null;
    }

    public void Copy(string path, long end, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        var reader = new JournalReader(file);
        while (reader.TryRead(out var line) && reader.Offset <= end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.Take(line);
            if (this.batch.WrittenCount >= BatchBytes)
            {
                this.Write();
            }
        }

        this.Write();
    }

    /// <summary>An event of the copy's own, behind all that was copied.</summary>
    public void Add(SessionEvent.Durable happened, DateTimeOffset at)
    {
        this.Encode(++this.lastSequence, at, happened);
        this.Write();
    }

    private void Take(ReadOnlyMemory<byte> line)
    {
        if (JournalLine.Read(line) is not { } record || record is JournalRecord.Partial)
        {
            return;
        }

        this.lastSequence = Math.Max(this.lastSequence, record.Sequence);
        if (record is not JournalRecord.Happened happened)
        {
            this.Keep(line.Span);
            return;
        }

        switch (happened.Event)
        {
            case SessionEvent.Created created:
                this.WorkingDirectory = created.WorkingDirectory;
                this.Encode(record.Sequence, record.At, created with { Id = id });
                return;
            case SessionEvent.PermissionDecided { Grant: not null, StoredAs: null } decided:
                this.Encode(record.Sequence, record.At, decided with { Grant = null, Files = null });
                return;
            case SessionEvent.ExecutionAllowed or SessionEvent.ArchiveChanged:
                return;
            case SessionEvent.TitleChanged changed:
                this.Title = changed.Title;
                break;
            case SessionEvent.FileChanged changed:
                this.Need(changed.Before, changed.After);
                break;
            case SessionEvent.ChangesReviewed reviewed:
                this.Need(reviewed.Baseline, reviewed.Now);
                break;
        }

        this.Keep(line.Span);
    }

    private void Need(params ReadOnlySpan<ContentHash?> hashes)
    {
        foreach (var hash in hashes)
        {
            if (hash is { } needed)
            {
                this.blobs.Add(needed);
            }
        }
    }

    private void Keep(ReadOnlySpan<byte> line)
    {
        this.batch.Write(line);
        this.batch.Write("\n"u8);
    }

    private void Encode(long sequence, DateTimeOffset at, SessionEvent.Durable happened)
    {
        this.encoder.Clear();
        this.encoder.Add(sequence, at, happened);
        this.batch.Write(this.encoder.Lines);
    }

    private void Write()
    {
        target.Append(this.batch.WrittenSpan);
        this.batch.ResetWrittenCount();
    }

    private static FileStream Open(string path) => PrivateFiles.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
}
