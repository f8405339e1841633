using System.Buffers.Binary;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>What the system knows of a file: which one it is, what it is, and how it was last seen.</summary>
internal readonly record struct FileStatus(
    ulong Device, ulong Inode, FileKind Kind, uint Mode, uint Links, uint Owner, uint Group, long Size, long ModifiedSeconds, uint ModifiedNanoseconds)
{
    private const int KindMask = 0xF000;
    private const int LargestStatus = 256;

    /// <summary>The permission bits.</summary>
    public uint Permissions => Mode & 0xFFF;

    /// <summary>Whether the other status is of the same file, whatever became of its content.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Whether the same file has not been written in between, as far as its times tell.</summary>
    public bool IsUntouchedSince(FileStatus other) =>
        IsSameFile(other) && Size == other.Size && ModifiedSeconds == other.ModifiedSeconds && ModifiedNanoseconds == other.ModifiedNanoseconds;

    [UnsupportedOSPlatform("windows")]
    public static FileStatus Of(SafeFileHandle handle)
    {
        Span<byte> status = stackalloc byte[LargestStatus];
        status.Clear();
        byte end = 0;
        var result = OperatingSystem.IsLinux()
            ? LibC.Statx(handle, in end, LibC.AtEmptyPath, LibC.StatxBasic, ref status[0])
            : LibC.FStat(handle, ref status[0]);
        return result == 0 ? Read(status) : throw UnixException.Last();
    }

    /// <summary>Of a name in a directory, a link itself and not what it leads to; null when there is none.</summary>
    [UnsupportedOSPlatform("windows")]
    public static FileStatus? Of(SafeFileHandle directory, string name)
    {
        Span<byte> status = stackalloc byte[LargestStatus];
        status.Clear();
        var path = Encoding.UTF8.GetBytes(name + '\0');
        var result = OperatingSystem.IsLinux()
            ? LibC.Statx(directory, in path[0], LibC.AtSymlinkNoFollow, LibC.StatxBasic, ref status[0])
            : LibC.FStatAt(directory, in path[0], ref status[0], LibC.AtSymlinkNoFollow);
        if (result == 0)
        {
            return Read(status);
        }

        var failure = UnixException.Last();
        return failure.Errno == UnixErrorCode.ENOENT ? null : throw failure;
    }

    private static FileStatus Read(ReadOnlySpan<byte> status) => OperatingSystem.IsLinux() ? ReadStatx(status) : ReadStat(status);

    /// <summary><c>struct statx</c> of Linux, the same on every architecture.</summary>
    private static FileStatus ReadStatx(ReadOnlySpan<byte> status)
    {
        uint mode = BinaryPrimitives.ReadUInt16LittleEndian(status[28..]);
        return new FileStatus(
            ((ulong)ReadUInt32(status, 136) << 32) | ReadUInt32(status, 140),
            BinaryPrimitives.ReadUInt64LittleEndian(status[32..]),
            KindOf(mode),
            mode,
            ReadUInt32(status, 16),
            ReadUInt32(status, 20),
            ReadUInt32(status, 24),
            BinaryPrimitives.ReadInt64LittleEndian(status[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(status[112..]),
            ReadUInt32(status, 120));
    }

    /// <summary><c>struct stat</c> of macOS with 64-bit file numbers.</summary>
    private static FileStatus ReadStat(ReadOnlySpan<byte> status)
    {
        uint mode = BinaryPrimitives.ReadUInt16LittleEndian(status[4..]);
        return new FileStatus(
            ReadUInt32(status, 0),
            BinaryPrimitives.ReadUInt64LittleEndian(status[8..]),
            KindOf(mode),
            mode,
            BinaryPrimitives.ReadUInt16LittleEndian(status[6..]),
            ReadUInt32(status, 16),
            ReadUInt32(status, 20),
            BinaryPrimitives.ReadInt64LittleEndian(status[96..]),
            BinaryPrimitives.ReadInt64LittleEndian(status[48..]),
            ReadUInt32(status, 56));
    }

    private static uint ReadUInt32(ReadOnlySpan<byte> status, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(status[offset..]);

    private static FileKind KindOf(uint mode) => (mode & KindMask) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Link,
        _ => FileKind.Special,
    };
}
