using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>Bytes in a file that has no place in any directory and that nobody can change; children open it through this process's own descriptor.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SealedFile : IDisposable
{
    private const uint CloseOnExecute = 1;
    private const uint AllowSealing = 2;
    private const int AddSeals = 1033;
    private const int AllSeals = 1 | 2 | 4 | 8;

    private readonly SafeFileHandle handle;

    /// <exception cref="IOException">The kernel gives none.</exception>
    public SealedFile(ReadOnlySpan<byte> content)
    {
        this.handle = new SafeFileHandle(CreateInMemory("editoragent"u8.ToArray(), CloseOnExecute | AllowSealing), ownsHandle: true);
        if (this.handle.IsInvalid)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        RandomAccess.Write(this.handle, content, 0);
        if (Control((int)this.handle.DangerousGetHandle(), AddSeals, AllSeals) != 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        this.Path = string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{this.handle.DangerousGetHandle()}");
    }

    /// <summary>Where programs of this account can open it while this process lives.</summary>
    public string Path { get; }

    public void Dispose() => this.handle.Dispose();

    [DllImport("libc", EntryPoint = "memfd_create", SetLastError = true)]
    private static extern nint CreateInMemory(byte[] name, uint flags);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command, int argument);
}
