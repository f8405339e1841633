using System.Runtime.InteropServices;

namespace EditorAgent.Core.Workspaces.Disk;

/// <summary><c>struct open_how</c> of Linux' openat2.</summary>
/// <param name="Flags">As for open.</param>
/// <param name="Mode">Zero unless a file is created.</param>
/// <param name="Resolve">How far the path may lead.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve)
{
    public const int Size = 24;
    public const ulong NoMagicLinks = 0x02;
    public const ulong NoSymlinks = 0x04;
    public const ulong Beneath = 0x08;
}
