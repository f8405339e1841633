using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary>
/// The system calls that work relative to an open directory, which the base library does not offer. Values that differ between Linux
/// and macOS, or between processors, are properties.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class LibC
{
    public const int AtEmptyPath = 0x1000;
    public const uint StatxBasic = 0x7FF;
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const uint RenameNoReplace = 1;
    public const uint RenameExchange = 2;
    private const long OpenAt2Number = 437;

    private static readonly bool IsMac = OperatingSystem.IsMacOS();
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    public static int AtSymlinkNoFollow => IsMac ? 0x20 : 0x100;

    public static int AtRemoveDirectory => IsMac ? 0x80 : 0x200;

    public static int NonBlocking => IsMac ? 0x4 : 0x800;

    public static int CloseOnExec => IsMac ? 0x1000000 : 0x80000;

    public static int NoFollow => IsMac ? 0x100 : IsArm ? 0x8000 : 0x20000;

    public static int DirectoryOnly => IsMac ? 0x100000 : IsArm ? 0x4000 : 0x10000;

    public static int Create => IsMac ? 0x200 : 0x40;

    public static int Exclusive => IsMac ? 0x800 : 0x80;

    public static int OpenAt2(SafeFileHandle directory, in byte path, in OpenHow how) => (int)SystemCall(OpenAt2Number, directory, in path, in how, OpenHow.Size);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(in byte path, int flags);

    /// <summary>On macOS the mode does not arrive, since it is a variable argument there: set it afterwards.</summary>
    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    public static extern int OpenAt(SafeFileHandle directory, in byte path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int Statx(SafeFileHandle directory, in byte path, int flags, uint mask, ref byte result);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    public static extern int FStat(SafeFileHandle handle, ref byte result);

    [DllImport("libc", EntryPoint = "fstatat", SetLastError = true)]
    public static extern int FStatAt(SafeFileHandle directory, in byte path, ref byte result, int flags);

    [DllImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static extern int MakeDirectoryAt(SafeFileHandle directory, in byte path, uint mode);

    [DllImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static extern int RenameAt(SafeFileHandle from, in byte oldName, SafeFileHandle to, in byte newName);

    /// <summary>Linux only.</summary>
    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    public static extern int RenameAt2(SafeFileHandle from, in byte oldName, SafeFileHandle to, in byte newName, uint flags);

    [DllImport("libc", EntryPoint = "linkat", SetLastError = true)]
    public static extern int LinkAt(SafeFileHandle from, in byte oldName, SafeFileHandle to, in byte newName, int flags);

    [DllImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static extern int UnlinkAt(SafeFileHandle directory, in byte name, int flags);

    [DllImport("libc", EntryPoint = "faccessat", SetLastError = true)]
    public static extern int AccessAt(SafeFileHandle directory, in byte name, int mode, int flags);

    [DllImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static extern int ChangeMode(SafeFileHandle handle, uint mode);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    public static extern int ChangeOwner(SafeFileHandle handle, uint owner, uint group);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(SafeFileHandle handle);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static extern long SystemCall(long number, SafeFileHandle directory, in byte path, in OpenHow how, nint size);
}
