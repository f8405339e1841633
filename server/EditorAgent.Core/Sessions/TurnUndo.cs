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
        foreach (var change in undone.Changes.GroupBy(change => change.Path, Combine))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (change.Before == change.After)
            {
                continue;
            }

            var isRestored = await this.TryRestoreAsync(change, undoTurn, cancellationToken);
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

    private async Task<bool> TryRestoreAsync(SessionEvent.FileChanged change, TurnId undoTurn, CancellationToken cancellationToken)
    {
        // The directories may have been exchanged for links since: the path is judged again, as it is now.
        if (workspace.ResolveForWriting(change.Path.Absolute) is not PathResolution.Inside inside || inside.Path.Absolute != change.Path.Absolute)
        {
            return false;
        }

        change = change with { Path = inside.Path };
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
