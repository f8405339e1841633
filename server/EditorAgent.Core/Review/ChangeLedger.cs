using System.Collections.Immutable;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>
/// What the tools of a session have changed and nobody has judged yet, hunk by hunk. It is read from the journal and from the files as
/// they are; decisions go into the journal. Nothing is written over that somebody else has changed, and everything written here can be
/// taken back like a turn.
/// </summary>
public sealed class ChangeLedger(Session session, IWorkspaceFiles files, Workspace workspace) : IDisposable
{
    private const string Gone = "This change is no longer there as it was shown. Nothing was touched; look at the changes again.";

    private const string Edited = "These lines were changed by somebody else since. Nothing was touched; edit them by hand, or keep them.";

    private readonly ReviewReader reader = new(session, files, workspace);
    private readonly ReviewWriter writer = new(session, files);
    private readonly SemaphoreSlim oneDecision = new(1, 1);

    /// <summary>The files under review, by path.</summary>
    public async Task<ImmutableArray<ReviewFile>> ListAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ReviewFile>();
        foreach (var (_, trail) in session.State.Reviews.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (await this.reader.LoadAsync(trail, cancellationToken) is { } loaded && Shown(loaded) is { } file)
            {
                found.Add(file);
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>The text a file is compared with; null when it would not exist, is no text, or is not under review.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<string?> BaselineTextAsync(string path, CancellationToken cancellationToken) =>
        session.State.Reviews.GetValueOrDefault(path) is { } trail && await this.reader.LoadAsync(trail, cancellationToken) is { File.Baseline: { IsBinary: false } baseline }
            ? string.Concat(baseline.Lines)
            : null;

    /// <summary>Takes changes out of the review; they stay in the files.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public Task<ReviewOutcome> KeepAsync(ReviewSelection selection, CancellationToken cancellationToken) =>
        this.JudgeAsync(selection, (loaded, chosen, _, verdict) => this.KeepAsync(loaded, chosen, verdict, cancellationToken), cancellationToken);

    /// <summary>Puts back what was there before changes, except where somebody else has changed the same lines since.</summary>
    /// <exception cref="JournalException">The journal cannot be written; what was put back so far stays so.</exception>
    public Task<ReviewOutcome> UndoAsync(ReviewSelection selection, CancellationToken cancellationToken) =>
        this.JudgeAsync(selection, (loaded, chosen, turn, verdict) => this.UndoAsync(loaded, chosen, turn, verdict, cancellationToken), cancellationToken);

    public void Dispose() => this.oneDecision.Dispose();

    private static ReviewFile? Shown(LoadedReview loaded)
    {
        if (loaded.File is not { } file)
        {
            return loaded.Present?.Hash == loaded.Trail.Baseline
                ? null
                : new ReviewFile(loaded.Path, ReviewStanding.Changed, loaded.Present?.Hash, []) { Obstacle = $"{loaded.Path} was too large to keep every state of it: its changes can only be looked at in the file itself." };
        }

        var hunks = file.HunksOf(loaded.Path.Relative);
        var standing = (file.Baseline, file.Now) switch
        {
            (null, _) => ReviewStanding.Created,
            (_, null) => ReviewStanding.Deleted,
            _ => ReviewStanding.Changed,
        };
        return hunks.IsEmpty ? null : new ReviewFile(loaded.Path, standing, loaded.Present?.Hash, hunks);
    }

    private async Task<ReviewOutcome> JudgeAsync(
        ReviewSelection selection, Func<LoadedReview, Choice, TurnId, Verdict, Task> judge, CancellationToken cancellationToken)
    {
        await this.oneDecision.WaitAsync(cancellationToken);
        try
        {
            var turn = new TurnId($"review_{Guid.CreateVersion7():N}");
            var verdict = new Verdict();
            foreach (var (path, trail) in session.State.Reviews)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await this.reader.LoadAsync(trail, cancellationToken) is { } loaded && Choose(selection, path, loaded, verdict) is { } choice)
                {
                    await judge(loaded, choice, turn, verdict);
                }
            }

            if (selection is ReviewSelection.Hunks named)
            {
                verdict.Refused.AddRange(named.Ids.Where(id => !verdict.Seen.Contains(id)).Select(id => new ReviewRefusal(id, Gone)));
            }

            await session.FlushAsync(cancellationToken);
            return new ReviewOutcome(verdict.HasWritten ? turn : null, [.. verdict.Judged], [.. verdict.Refused]);
        }
        finally
        {
            this.oneDecision.Release();
        }
    }

    private static Choice? Choose(ReviewSelection selection, string path, LoadedReview loaded, Verdict verdict)
    {
        if (loaded.File is not { } file)
        {
            var isMeant = selection is ReviewSelection.Everything || (selection is ReviewSelection.File named && named.Path == path);
            if (isMeant && Shown(loaded) is { Obstacle: { } obstacle })
            {
                verdict.Refused.Add(new ReviewRefusal(path, obstacle));
            }

            return null;
        }

        var hunks = file.HunksOf(loaded.Path.Relative);
        var chosen = hunks.Select((hunk, index) => (hunk, index)).Where(pair => selection.Takes(path, pair.hunk)).ToImmutableArray();
        verdict.Seen.UnionWith(chosen.Select(pair => pair.hunk.Id));
        return chosen.IsEmpty ? null : new Choice(file, chosen);
    }

    private async Task KeepAsync(LoadedReview loaded, Choice choice, Verdict verdict, CancellationToken cancellationToken)
    {
        var kept = choice.File.Keep(choice.Places);
        if (await this.DecideAsync(loaded.Trail, kept, loaded.Present, choice, isKept: true, cancellationToken))
        {
            verdict.Judged.AddRange(choice.Ids);
            return;
        }

        verdict.Refused.AddRange(choice.Ids.Select(id => new ReviewRefusal(id, Gone)));
    }

    private async Task UndoAsync(LoadedReview loaded, Choice choice, TurnId turn, Verdict verdict, CancellationToken cancellationToken)
    {
        verdict.Refused.AddRange(choice.Hunks.Where(pair => pair.Hunk.IsEdited).Select(pair => new ReviewRefusal(pair.Hunk.Id, Edited)));
        choice = choice with { Hunks = [.. choice.Hunks.Where(pair => !pair.Hunk.IsEdited)] };
        if (choice.Hunks.IsEmpty)
        {
            return;
        }

        try
        {
            var undone = choice.File.Undo(choice.Places);
            var change = await this.writer.WriteAsync(loaded, undone, turn, cancellationToken);
            verdict.HasWritten = true;
            var trail = session.State.Reviews[loaded.Path.Absolute];
            if (ReferenceEquals(trail.Changes[^1], change))
            {
                await this.DecideAsync(trail, undone, undone.Now is { } now ? FileSnapshot.Of(now.Encode()) : null, choice, isKept: false, CancellationToken.None);
            }

            verdict.Judged.AddRange(choice.Ids);
        }
        catch (WorkspaceFileException failure)
        {
            verdict.Refused.AddRange(choice.Ids.Select(id => new ReviewRefusal(id, failure.Message)));
        }
    }

    /// <summary>False when a tool has changed the file meanwhile.</summary>
    private async Task<bool> DecideAsync(ReviewTrail trail, ReviewedFile file, FileSnapshot? now, Choice choice, bool isKept, CancellationToken cancellationToken)
    {
        var baseline = file.Baseline is { } text ? FileSnapshot.Of(text.Encode()) : null;
        foreach (var state in new[] { baseline, now }.OfType<FileSnapshot>())
        {
            await session.KeepBlobAsync(state.Bytes, cancellationToken);
        }

        var decisions = choice.Hunks.Select(pair => new ReviewDecision(pair.Hunk.Id, isKept, pair.Hunk.NewStart, pair.Hunk.OldLines.Length, pair.Hunk.NewLines.Length));
        var reviewed = new SessionEvent.ChangesReviewed(trail.Path, baseline?.Hash, now?.Hash, file.Marks, [.. decisions]);
        return session.TryAppend(reviewed, state => ReferenceEquals(state.Reviews.GetValueOrDefault(trail.Path.Absolute), trail));
    }

    private sealed record Choice(ReviewedFile File, ImmutableArray<(ReviewHunk Hunk, int Place)> Hunks)
    {
        public IReadOnlySet<int> Places => this.Hunks.Select(pair => pair.Place).ToHashSet();

        public IEnumerable<string> Ids => this.Hunks.Select(pair => pair.Hunk.Id);
    }

    /// <summary>What is collected over the files.</summary>
    private sealed class Verdict
    {
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        public List<string> Judged { get; } = [];

        public List<ReviewRefusal> Refused { get; } = [];

        public bool HasWritten { get; set; }
    }
}
