namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>Refusals for a file that is not what it was when the change was planned. Nothing has been changed when one is thrown.</summary>
internal static class Stale
{
    public static WorkspaceFileException Missing(WorkspacePath path) => new($"{path} no longer exists; nothing was changed.");

    public static WorkspaceFileException Exists(WorkspacePath path) => new($"{path} exists by now; nothing was changed. Read it first.");

    public static WorkspaceFileException Changed(WorkspacePath path) =>
        new($"{path} has changed since it was read; nothing was changed. Read it again and repeat the change.");

    public static WorkspaceFileException Relinked(WorkspacePath path) =>
        new($"{path} or a directory on the way to it was replaced by a link in the meantime; nothing was changed.");

    public static WorkspaceFileException Directory(WorkspacePath path) => new($"{path} is a directory; name a file.");

    public static WorkspaceFileException NotRegular(WorkspacePath path) =>
        new($"{path} is not a regular file (a pipe, socket, device or link), so its content cannot be used.");

    public static WorkspaceFileException ReadOnly(WorkspacePath path) =>
        new($"{path} is marked read-only and was not changed; ask the user to make it writable first.");
}
