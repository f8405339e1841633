using System.Globalization;
using System.Runtime.InteropServices;

namespace EditorAgent.Core.Processes;

/// <summary>
/// What was open when this process was started, a terminal's or an editor's own connection, is not handed on to what it starts. What
/// this process opens itself is never handed on anyway.
/// </summary>
internal static class InheritedDescriptors
{
    private const int SetFlags = 2;
    private const int CloseOnExecute = 1;
    private const int LastStandard = 2;

    public static void KeepHere()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) && descriptor > LastStandard)
            {
                _ = Control(descriptor, SetFlags, CloseOnExecute);
            }
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command, int argument);
}
