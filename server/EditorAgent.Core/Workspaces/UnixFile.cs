using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// The three system calls that the base library does not offer: opening without waiting for a pipe's other end and without following
/// a last link, asking an open handle what it is, and making a directory entry durable.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixFile
{
    private const int AtEmptyPath = 0x1000;
    private const uint StatxType = 1;
    private const int StatxModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    private static int OpenFlags
    {
        get
        {
            if (OperatingSystem.IsMacOS())
            {
                return 0x4 | 0x100 | 0x1000000;
            }

            // O_NONBLOCK and O_CLOEXEC are the same on x64 and arm64 Linux, O_NOFOLLOW is not.
            var noFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;
            return 0x800 | 0x80000 | noFollow;
        }
    }

    /// <summary>Opens for reading; an invalid handle when the system refuses, with <see cref="Marshal.GetLastPInvokeError"/> set.</summary>
    public static SafeFileHandle OpenForReading(string path) => new(Open(Encode(path), OpenFlags), ownsHandle: true);

    /// <summary>Exact on Linux; elsewhere whatever can be positioned counts as regular.</summary>
    public static bool IsRegular(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            using var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Read, 0);
            return stream.CanSeek;
        }

        var buffer = new byte[256];
        return Statx((int)handle.DangerousGetHandle(), [0], AtEmptyPath, StatxType, buffer) == 0
            && (BitConverter.ToUInt16(buffer, StatxModeOffset) & TypeMask) == RegularFile;
    }

    /// <summary>Best effort: some file systems refuse it, and then have their own promise.</summary>
    public static void SyncDirectory(string path)
    {
        using var handle = OpenForReading(path);
        if (!handle.IsInvalid)
        {
            _ = Fsync((int)handle.DangerousGetHandle());
        }
    }

    private static byte[] Encode(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] result);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);
}
