using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>Stores what a file holds without some changes, such that this can be taken back.</summary>
internal sealed class ReviewWriter(Session session, IWorkspaceFiles files)
{
    /// <exception cref="WorkspaceFileException">Nothing was written; the message tells why.</exception>
    public async Task<SessionEvent.FileChanged> WriteAsync(LoadedReview loaded, ReviewedFile wanted, TurnId turn, CancellationToken cancellationToken)
    {
        var bytes = wanted.Now?.Encode();
        if (loaded.Present is { } present && !await session.KeepBlobAsync(present.Bytes, cancellationToken))
        {
            throw new WorkspaceFileException($"{loaded.Path} is too large to keep a copy of it, so undoing could not be taken back. Nothing was touched.");
        }

        await (bytes is null
            ? files.DeleteAsync(loaded.Path, loaded.Present!.Hash, cancellationToken)
            : files.WriteAsync(loaded.Path, bytes, loaded.Present?.Hash, cancellationToken));
        return this.Record(turn, loaded.Path, loaded.Present?.Hash, bytes is null ? null : ContentHash.Of(bytes));
    }

    /// <summary>Gives a file its old name back, with all it is.</summary>
    /// <exception cref="WorkspaceFileException">Nothing was moved; the message tells why.</exception>
    public async Task MoveAsync(LoadedReview from, LoadedReview to, TurnId turn, CancellationToken cancellationToken)
    {
        var hash = from.Present!.Hash;
        await files.MoveAsync(from.Path, to.Path, hash, cancellationToken);
        this.Record(turn, from.Path, hash, null);
        this.Record(turn, to.Path, null, hash);
    }

    private SessionEvent.FileChanged Record(TurnId turn, WorkspacePath path, ContentHash? before, ContentHash? after)
    {
        var change = new SessionEvent.FileChanged(turn, new ToolCallId(turn.Value), path, before, after);
        session.Append(change);
        return change;
    }
}
