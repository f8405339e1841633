using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Audit;

/// <summary>
/// A file that stays open between records, and is locked for each: the same lock that opening it alone takes (<see cref="AuditFiles.OpenAlone"/>),
/// so either way keeps the other out.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class KeptFile : IDisposable
{
    private const int Exclusive = 2;
    private const int NotBlocking = 4;
    private const int Unlock = 8;
    private const int WouldBlock = 11;

    private readonly FileStream stream;
    private readonly byte[] name;
    private readonly FileNode node;

    /// <exception cref="IOException">Somebody else has it right now, or it cannot be opened.</exception>
    public KeptFile(AuditFiles files, string name)
    {
        this.Name = name;
        this.name = FileNode.Name(files.PathOf(name));
        this.stream = files.OpenShared(name);
        this.Handle = this.stream.SafeFileHandle;
        this.node = FileNode.Of(this.Handle);
        this.Release();
    }

    public string Name { get; }

    public SafeFileHandle Handle { get; }

    /// <returns>How long it is; null when its path leads elsewhere or nowhere by now.</returns>
    public long? LengthIfStillThere() => FileNode.At(this.name) is { } now && now.IsSameFile(this.node) ? now.Length : null;

    /// <summary>A file system without locks has nobody to keep out, as for the runtime itself.</summary>
    public bool TryLock() => Flock(this.Handle, Exclusive | NotBlocking) == 0 || Marshal.GetLastPInvokeError() != WouldBlock;

    public void Release() => Flock(this.Handle, Unlock);

    public void Dispose() => this.stream.Dispose();

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(SafeFileHandle file, int operation);
}
