using System.Runtime.InteropServices;
using System.Text;

namespace EditorAgent.Core.Processes.Confining;

/// <summary>Which file a path leads to, a last link not followed, who owns it and when it was last changed; the last cannot be forged.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, uint Owner, long ChangedNanoseconds)
{
    private const int AtCurrentDirectory = -100;
    private const int AtNoFollow = 0x100;
    private const uint BasicFields = 0x7ff;

    public bool IsSameFile(FileIdentity other) => this.Device == other.Device && this.Inode == other.Inode;

    /// <summary>Null when there is nothing, or on another system than Linux.</summary>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // struct statx of linux/stat.h: owner at 20, inode at 32, change time at 96, device at 136.
        var buffer = new byte[256];
        if (Statx(AtCurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), AtNoFollow, BasicFields, buffer) != 0)
        {
            return null;
        }

        return new FileIdentity(
            BitConverter.ToUInt64(buffer, 136),
            BitConverter.ToUInt64(buffer, 32),
            BitConverter.ToUInt32(buffer, 20),
            (BitConverter.ToInt64(buffer, 96) * 1_000_000_000) + BitConverter.ToUInt32(buffer, 104));
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] result);
}
