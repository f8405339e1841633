using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>Keeps the bytes of files before and after a tool changes them, so that a turn can be undone and its changes judged one by one.</summary>
/// <param name="session">Whose changes they are.</param>
/// <param name="files">The workspace's contents.</param>
/// <param name="turn">Of that session.</param>
/// <param name="giver">That session's call, where a subagent makes the changes in its course.</param>
internal sealed class Checkpoint(Session session, IWorkspaceFiles files, TurnId turn, ToolCallId? giver = null)
{
    /// <summary>The files' present bytes are kept; those over the size that a checkpoint takes are only remembered by hash.</summary>
    public async Task<ImmutableArray<(WorkspacePath Path, ContentHash? Before)>> KeepAsync(
        ImmutableArray<WorkspacePath> paths, CancellationToken cancellationToken)
    {
        var kept = ImmutableArray.CreateBuilder<(WorkspacePath, ContentHash?)>(paths.Length);
        foreach (var path in paths)
        {
            var snapshot = await files.ReadAsync(path, cancellationToken);
            if (snapshot is not null)
            {
                await session.KeepBlobAsync(snapshot.Bytes, cancellationToken);
            }

            kept.Add((path, snapshot?.Hash));
        }

        return kept.DrainToImmutable();
    }

    /// <summary>Records which of the files really changed. Not cancellable: the effect has happened.</summary>
    public async Task RecordAsync(ToolCallId call, ImmutableArray<(WorkspacePath Path, ContentHash? Before)> kept)
    {
        foreach (var (path, before) in kept)
        {
            if (await this.LookAsync(path) is { } seen && seen.File?.Hash != before)
            {
                await (seen.File is { } file ? session.KeepBlobAsync(file.Bytes, CancellationToken.None) : default);
                session.Append(new SessionEvent.FileChanged(turn, call, path, before, seen.File?.Hash));
            }
        }
    }

    /// <summary>
    /// What a call is about to change, for the journal to hold before it happens. A subagent's call is not in the session's journal: there
    /// the call that gave the task holds it, on the disk when this returns, and nothing is left to be written down elsewhere.
    /// </summary>
    public async Task<ImmutableArray<SessionEvent.FileChanged>> IntendAsync(
        ToolCallId call, ImmutableArray<ToolAccess.Write> writes, ImmutableArray<(WorkspacePath Path, ContentHash? Before)> kept, CancellationToken cancellationToken)
    {
        ImmutableArray<SessionEvent.FileChanged> intended = [.. writes.Zip(kept, (write, file) => new SessionEvent.FileChanged(turn, call, write.Path, file.Before, write.Becomes))];
        if (giver is not { } giving || intended.IsEmpty)
        {
            return intended;
        }

        session.Append(new SessionEvent.ToolCallStarted(giving) { Intended = intended });
        await session.FlushAsync(cancellationToken);
        return [];
    }

    /// <summary>The file as it is; nothing when that cannot be told.</summary>
    private async Task<Seen?> LookAsync(WorkspacePath path)
    {
        try
        {
            return new Seen(await files.ReadAsync(path, CancellationToken.None));
        }
        catch (WorkspaceFileException)
        {
            return null;
        }
    }

    private sealed record Seen(FileSnapshot? File);
}
