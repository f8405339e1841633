using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>
/// Puts the files back to what they were before a turn, and all turns after it, with what the user has changed meanwhile in other lines.
/// Recorded as the changes of a turn of its own, so it can be taken back the same way.
/// </summary>
public sealed class TurnRestore(Session session, IWorkspaceFiles files, Workspace workspace)
{
    private readonly ReviewReader reader = new(session, files, workspace);
    private readonly ReviewWriter writer = new(session, files);

    /// <exception cref="InvalidOperationException">A turn is running, or there is no such turn.</exception>
    /// <exception cref="JournalException">The journal cannot be written; files restored so far stay restored.</exception>
    public async Task<UndoOutcome> RestoreAsync(TurnId turn, CancellationToken cancellationToken)
    {
        var turns = session.State.Turns;
        if (session.State.CurrentTurn is not null)
        {
            throw new InvalidOperationException("A turn is running. Wait for its end or cancel it, then restore.");
        }

        if (turns.FindIndex(candidate => candidate.Id == turn) is var first && first < 0)
        {
            throw new InvalidOperationException($"There is no turn '{turn}' in this session.");
        }

        await session.FlushAsync(cancellationToken);
        var outcome = new Outcome(new TurnId($"restore_{Guid.CreateVersion7():N}"));
        var loaded = await this.LoadAsync(turn, outcome, cancellationToken);
        await this.MoveBackAsync(loaded, outcome, cancellationToken);
        foreach (var file in loaded.OrderBy(file => file.Present is not null).ThenBy(file => file.File!.Baseline is null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await this.RestoreAsync(file, outcome, cancellationToken);
        }

        session.Append(new SessionEvent.TurnUndone(turn, [.. outcome.Restored], [.. outcome.Conflicts]));
        foreach (var later in turns.Skip(first + 1).Where(later => later.Changes.Count > 0))
        {
            session.Append(new SessionEvent.TurnUndone(later.Id, [], []));
        }

        await session.FlushAsync(cancellationToken);
        return new UndoOutcome(outcome.Restored.Count > 0 ? outcome.Turn : null, [.. outcome.Restored], [.. outcome.Conflicts]);
    }

    /// <summary>The files that differ from what they were before the turn.</summary>
    private async Task<List<LoadedReview>> LoadAsync(TurnId turn, Outcome outcome, CancellationToken cancellationToken)
    {
        var found = new List<LoadedReview>();
        var changes = session.ReadHistory().Select(envelope => envelope.Event)
            .SkipWhile(happened => !IsOf(turn, happened))
            .OfType<SessionEvent.FileChanged>();
        foreach (var group in changes.GroupBy(change => change.Path.Absolute, StringComparer.Ordinal))
        {
            var start = group.First();
            var trail = new ReviewTrail(start.Path, start.Before, start.Before)
            {
                Changes = group.Aggregate(AppendOnlyList<SessionEvent.FileChanged>.Empty, (list, change) => list.Add(change)),
            };
            var loaded = await this.reader.LoadAsync(trail, cancellationToken);
            if (loaded is not { File: { } file })
            {
                outcome.Conflicts.Add(start.Path.Relative);
            }
            else if (!file.HunksOf(start.Path.Relative).IsEmpty)
            {
                found.Add(loaded);
            }
        }

        return found;
    }

    /// <summary>What the user took back is a turn too, and one that never started: it begins with its first change.</summary>
    private static bool IsOf(TurnId turn, SessionEvent happened) => happened switch
    {
        SessionEvent.TurnStarted started => started.Turn == turn,
        SessionEvent.FileChanged changed => changed.Turn == turn,
        _ => false,
    };

    private async Task MoveBackAsync(List<LoadedReview> loaded, Outcome outcome, CancellationToken cancellationToken)
    {
        foreach (var to in loaded.Where(file => file.Present is null).ToList())
        {
            if (loaded.Find(from => from.File!.Baseline is null && from.Present is { } present && present.Hash == to.Trail.Baseline) is not { } from)
            {
                continue;
            }

            try
            {
                await this.writer.MoveAsync(from, to, outcome.Turn, cancellationToken);
                outcome.Restored.AddRange([from.Path.Relative, to.Path.Relative]);
                loaded.Remove(from);
                loaded.Remove(to);
            }
            catch (WorkspaceFileException)
            {
                // Its content is put back like any other's.
            }
        }
    }

    private async Task RestoreAsync(LoadedReview loaded, Outcome outcome, CancellationToken cancellationToken)
    {
        var file = loaded.File!;
        var hunks = file.HunksOf(loaded.Path.Relative);
        var own = Enumerable.Range(0, hunks.Length).Where(place => !hunks[place].IsEdited).ToHashSet();

        // Until what was moved away is back, its bytes may exist only in a file that a turn created.
        if (own.Count < hunks.Length || (file.Baseline is null && outcome.IsAnyLost))
        {
            outcome.Conflicts.Add(loaded.Path.Relative);
        }

        if (own.Count == 0 || (file.Baseline is null && outcome.IsAnyLost))
        {
            return;
        }

        try
        {
            await this.writer.WriteAsync(loaded, file.Undo(own), outcome.Turn, cancellationToken);
            outcome.Restored.Add(loaded.Path.Relative);
        }
        catch (WorkspaceFileException)
        {
            outcome.IsAnyLost |= loaded.Present is null;
            outcome.Conflicts.Add(loaded.Path.Relative);
        }
    }

    private sealed class Outcome(TurnId turn)
    {
        public TurnId Turn => turn;

        public List<string> Restored { get; } = [];

        public List<string> Conflicts { get; } = [];

        public bool IsAnyLost { get; set; }
    }
}
