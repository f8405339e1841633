using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Mcp.Audit;

/// <summary>Which file it is, wherever its name has gone, and how long it is.</summary>
internal readonly record struct FileNode(ulong Device, ulong Number, long Length)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint NumberAndSize = 0x300;
    private const int Size = 256;

    private static readonly byte[] Nothing = [0];

    /// <summary>Whether the system tells it at all.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsTold { get; } = OperatingSystem.IsLinux() && At(Name("/")) is not null;

    /// <summary>For <see cref="At"/>.</summary>
    public static byte[] Name(string path) => Encoding.UTF8.GetBytes(path + '\0');

    /// <returns>Null when there is nothing. A last link is not followed.</returns>
    [SupportedOSPlatform("linux")]
    public static FileNode? At(byte[] name)
    {
        Span<byte> answer = stackalloc byte[Size];
        return Statx(CurrentDirectory, in name[0], NoFollow, NumberAndSize, ref answer[0]) == 0 ? Read(answer) : null;
    }

    /// <exception cref="IOException">The system does not say.</exception>
    [SupportedOSPlatform("linux")]
    public static FileNode Of(SafeFileHandle file)
    {
        Span<byte> answer = stackalloc byte[Size];
        return Statx(file, in Nothing[0], EmptyPath, NumberAndSize, ref answer[0]) == 0
            ? Read(answer)
            : throw new IOException($"An open file of the audit cannot be looked at (error {Marshal.GetLastPInvokeError()}).");
    }

    public bool IsSameFile(FileNode other) => this.Device == other.Device && this.Number == other.Number;

    /// <summary>struct statx of linux/stat.h: inode at 32, size at 40, device at 136.</summary>
    private static FileNode Read(ReadOnlySpan<byte> answer) =>
        new(MemoryMarshal.Read<ulong>(answer[136..]), MemoryMarshal.Read<ulong>(answer[32..]), MemoryMarshal.Read<long>(answer[40..]));

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, in byte path, int flags, uint mask, ref byte result);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(SafeFileHandle file, in byte path, int flags, uint mask, ref byte result);
}
