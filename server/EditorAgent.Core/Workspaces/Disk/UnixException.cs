using System.Runtime.InteropServices;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>A system call's refusal; <see cref="DiskWorkspaceFiles"/> turns it into words for a model.</summary>
internal sealed class UnixException(int errno) : IOException(Marshal.GetPInvokeErrorMessage(errno), errno)
{
    public int Errno => this.HResult;

    /// <summary>For the call that has just failed on this thread.</summary>
    public static UnixException Last() => new(Marshal.GetLastPInvokeError());
}
