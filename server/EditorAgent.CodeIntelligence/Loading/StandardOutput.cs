using System.Runtime.InteropServices;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// Keeps a worker's stdout for its protocol. Tasks of MSBuild write to the console, and programs they start inherit the descriptor, so that moving
/// <see cref="Console.Out"/> alone would not do.
/// </summary>
public static class StandardOutput
{
    private const int Output = 1;
    private const int Error = 2;
    private const int WindowsOutput = -11;
    private const int WindowsError = -12;

    /// <summary>
    /// Whatever this process or its children write to stdout from now on goes to stderr; only a stream that <see cref="Console.OpenStandardOutput()"/>
    /// gave before, which has a descriptor of its own, still leads there.
    /// </summary>
    public static void CloseToOthers()
    {
        Console.SetOut(Console.Error);
        if (OperatingSystem.IsWindows())
        {
            _ = SetStdHandle(WindowsOutput, GetStdHandle(WindowsError));
        }
        else
        {
            _ = Duplicate(Error, Output);
        }
    }

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Duplicate(int from, int to);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern int SetStdHandle(int which, nint handle);
}
