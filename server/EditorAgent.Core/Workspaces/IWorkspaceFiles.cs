namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The one way to a workspace's file contents. Two implementations ship: the disk, and a client that holds open buffers
/// (unsaved text wins). All members throw <see cref="WorkspaceFileException"/> for expected failures, with a message fit for a model.
/// </summary>
public interface IWorkspaceFiles
{
    /// <summary>The file's bytes as the user sees them now, or null when there is no such file.</summary>
    ValueTask<FileSnapshot?> ReadAsync(WorkspacePath path, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces or creates the file in one atomic step, creating missing directories.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The whole new content.</param>
    /// <param name="expected">Hash of what the file must still hold, or null when it must not exist. Anything else is refused as stale.</param>
    /// <param name="cancellationToken">Cancels before the write; once begun the write is finished.</param>
    ValueTask WriteAsync(WorkspacePath path, ReadOnlyMemory<byte> bytes, ContentHash? expected, CancellationToken cancellationToken);

    /// <summary>Gives the file another name, in one step, if it still holds <paramref name="expected"/> and nothing has the new name.</summary>
    ValueTask MoveAsync(WorkspacePath from, WorkspacePath to, ContentHash expected, CancellationToken cancellationToken);

    /// <summary>Deletes the file if it still holds <paramref name="expected"/>; used by undo only.</summary>
    ValueTask DeleteAsync(WorkspacePath path, ContentHash expected, CancellationToken cancellationToken);
}
