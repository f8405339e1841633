using EditorAgent.Core.Models;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions;

/// <summary>
/// Takes back what the tools of a turn wrote. A file is touched only while it still holds exactly what we wrote last; everything else
/// is reported and left alone. The undo is recorded as changes of a turn of its own, so it can be taken back the same way.
/// </summary>
public sealed class TurnUndo(Session session, IWorkspaceFiles files, Workspace workspace)
{
    /// <exception cref="InvalidOperationException">A turn is running, or there is no such turn.</exception>
    /// <exception cref="JournalException">The journal cannot be written; files restored so far stay restored.</exception>
    public async Task<UndoOutcome> UndoAsync(TurnId turn, CancellationToken cancellationToken)
    {
        if (session.State.CurrentTurn is not null)
        {
            throw new InvalidOperationException("A turn is running. Wait for its end or cancel it, then undo.");
        }

        var undone = session.State.Turns.Find(candidate => candidate.Id == turn)
            ?? throw new InvalidOperationException($"There is no turn '{turn}' in this session.");
        var undoTurn = new TurnId($"undo_{Guid.CreateVersion7():N}");
        var restored = new List<string>();
        var conflicts = new List<string>();
        var changes = undone.Changes.GroupBy(change => change.Path, Combine).Where(change => change.Before != change.After).ToList();
        foreach (var (from, to) in MovesIn(changes))
        {
            if (await this.TryMoveBackAsync(from, to, undoTurn, cancellationToken))
            {
                restored.AddRange([from.Path.Relative, to.Path.Relative]);
                changes.Remove(from);
                changes.Remove(to);
            }
        }

        // What was moved away comes back first: until it is there, its bytes may exist only in a file that the turn created.
        var isAnyLost = false;
        foreach (var change in changes.OrderBy(change => change.After is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isRestored = !(isAnyLost && change.Before is null) && await this.TryRestoreAsync(change, undoTurn, cancellationToken);
            isAnyLost |= !isRestored && change.After is null;
            (isRestored ? restored : conflicts).Add(change.Path.Relative);
        }

        session.Append(new SessionEvent.TurnUndone(turn, [.. restored], [.. conflicts]));
        await session.FlushAsync(cancellationToken);
        return new UndoOutcome(restored.Count > 0 ? undoTurn : null, [.. restored], [.. conflicts]);
    }

    /// <summary>All that a turn did to one file: from what it found to what it left.</summary>
    private static SessionEvent.FileChanged Combine(WorkspacePath path, IEnumerable<SessionEvent.FileChanged> changes)
    {
        var all = changes.ToList();
        return all[^1] with { Before = all[0].Before };
    }

    /// <summary>Files of which nothing is left but the same bytes under a name that was new: moved, and so moved back with all they are.</summary>
    private static List<(SessionEvent.FileChanged From, SessionEvent.FileChanged To)> MovesIn(List<SessionEvent.FileChanged> changes)
    {
        var moves = new List<(SessionEvent.FileChanged, SessionEvent.FileChanged)>();
        foreach (var from in changes.Where(change => change.After is null))
        {
            if (changes.Find(to => to.Before is null && to.After == from.Before && to.CallId == from.CallId) is { } to)
            {
                moves.Add((from, to));
            }
        }

        return moves;
    }

    private async Task<bool> TryMoveBackAsync(SessionEvent.FileChanged from, SessionEvent.FileChanged to, TurnId undoTurn, CancellationToken cancellationToken)
    {
        if (this.Judge(from.Path) is not { } home || this.Judge(to.Path) is not { } away)
        {
            return false;
        }

        try
        {
            await files.MoveAsync(away, home, to.After!.Value, cancellationToken);
        }
        catch (WorkspaceFileException)
        {
            return false;
        }

        var call = new ToolCallId(undoTurn.Value);
        session.Append(new SessionEvent.FileChanged(undoTurn, call, away, to.After, null));
        session.Append(new SessionEvent.FileChanged(undoTurn, call, home, null, to.After));
        return true;
    }

    /// <summary>The directories may have been exchanged for links since: a path is judged again, as it is now.</summary>
    private WorkspacePath? Judge(WorkspacePath path) =>
        workspace.ResolveForWriting(path.Absolute) is PathResolution.Inside(var now) && now.Absolute == path.Absolute ? now : null;

    private async Task<bool> TryRestoreAsync(SessionEvent.FileChanged change, TurnId undoTurn, CancellationToken cancellationToken)
    {
        if (this.Judge(change.Path) is not { } path)
        {
            return false;
        }

        change = change with { Path = path };
        try
        {
            var present = await files.ReadAsync(change.Path, cancellationToken);
            if (present?.Hash != change.After || !await this.CanComeBackAsync(present, cancellationToken))
            {
                return false;
            }

            return await this.TryWriteAsync(change, undoTurn, cancellationToken);
        }
        catch (WorkspaceFileException)
        {
            return false;
        }
    }

    /// <summary>Keeps what the undo replaces; without that it would be the one change that cannot be taken back.</summary>
    private async Task<bool> CanComeBackAsync(FileSnapshot? present, CancellationToken cancellationToken) =>
        present is null || await session.KeepBlobAsync(present.Bytes, cancellationToken);

    private async Task<bool> TryWriteAsync(SessionEvent.FileChanged change, TurnId undoTurn, CancellationToken cancellationToken)
    {
        if (change.Before is { } before)
        {
            if (await session.ReadBlobAsync(before, cancellationToken) is not { } bytes)
            {
                return false;
            }

            await files.WriteAsync(change.Path, bytes, change.After, cancellationToken);
        }
        else
        {
            await files.DeleteAsync(change.Path, change.After!.Value, cancellationToken);
        }

        session.Append(new SessionEvent.FileChanged(undoTurn, new ToolCallId(undoTurn.Value), change.Path, change.After, change.Before));
        return true;
    }
}
