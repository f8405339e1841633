using System.Runtime.Versioning;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// One directory that holds files of the workspace. Which directory it is, is fixed when the workspace is made: if its path leads to
/// another one later, nothing is read or written any more. One that does not exist yet is fixed when it is first used.
/// </summary>
internal sealed class WorkspaceRoot
{
    private readonly Lock gate = new();
    private UnixDirectory? directory;
    private FileStatus status;

    /// <param name="real">Absolute, links resolved.</param>
    /// <param name="isReadOnly">Whether files in it are never written.</param>
    public WorkspaceRoot(string real, bool isReadOnly)
    {
        this.Real = real;
        this.IsReadOnly = isReadOnly;
        if (!OperatingSystem.IsWindows() && Directory.Exists(real))
        {
            this.TryPin();
        }
    }

    public string Real { get; }

    public bool IsReadOnly { get; }

    /// <summary>A path below the root as names from it, separated by slashes; empty for the root.</summary>
    public string NamesOf(string absolute) => absolute[this.Real.Length..].Trim('/');

    /// <summary>The directory itself, after making sure that its path still leads to it.</summary>
    /// <exception cref="WorkspaceFileException">It was moved, deleted or replaced.</exception>
    [UnsupportedOSPlatform("windows")]
    public UnixDirectory Enter()
    {
        var pinned = this.Pin();
        if (FileStatus.Of(pinned.Handle, this.Real) is { } now && now.IsSameFile(this.status))
        {
            return pinned;
        }

        throw new WorkspaceFileException(
            $"The workspace directory {this.Real} was moved, deleted or replaced since the session began; nothing was changed. "
            + "The user has to put it back or start a new session.");
    }

    [UnsupportedOSPlatform("windows")]
    public UnixDirectory Pin()
    {
        lock (this.gate)
        {
            if (this.directory is null)
            {
                var opened = UnixDirectory.Open(this.Real);
                this.status = FileStatus.Of(opened.Handle);
                this.directory = opened;
            }

            return this.directory;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void TryPin()
    {
        try
        {
            this.Pin();
        }
        catch (UnixException)
        {
            // Told when something in it is used.
        }
    }
}
