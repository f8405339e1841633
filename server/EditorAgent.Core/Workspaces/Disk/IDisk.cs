using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// Files of a workspace as one system keeps them. Members throw <see cref="WorkspaceFileException"/> for what a model can understand,
/// <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/> for what the system says.
/// </summary>
internal interface IDisk
{
    /// <summary>Opens a regular file, or gives null when there is nothing; <paramref name="links"/> is how many names it has.</summary>
    SafeFileHandle? Open(WorkspacePath path, out int links);

    /// <summary>Puts the bytes in place of the file in one step.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its new content.</param>
    /// <param name="expected">What it must still hold; null when there must be nothing.</param>
    void Replace(WorkspacePath path, ReadOnlySpan<byte> bytes, ContentHash? expected);

    void Delete(WorkspacePath path, ContentHash expected);

    /// <summary>Gives the file another name, which nothing may have yet; directories that are missing are made.</summary>
    void Move(WorkspacePath from, WorkspacePath to, ContentHash expected);
}
