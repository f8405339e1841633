using System.Runtime.InteropServices;

namespace EditorAgent.Core.Processes;

/// <summary>What this process was given as stdin, stdout and stderr.</summary>
public static class StandardDescriptors
{
    public const int Input = 0;
    public const int Output = 1;

    private const int GetFlags = 1;
    private const int CloseOnExecute = 1;

    /// <summary>
    /// Whether the process was started without it, as by <c>&lt;&amp;-</c>. The runtime then opens something of its own under that number
    /// before any code of ours runs; what was inherited is told apart by not being closed on execution.
    /// </summary>
    public static bool IsClosed(int descriptor) =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Control(descriptor, GetFlags) is -1 or CloseOnExecute;

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Control(int descriptor, int command);
}
