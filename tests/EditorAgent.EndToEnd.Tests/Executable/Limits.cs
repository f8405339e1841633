namespace EditorAgent.EndToEnd.Tests.Executable;

internal static class Limits
{
    /// <summary>When a process that should have answered counts as hanging: far beyond what the slowest machine takes.</summary>
    public static readonly TimeSpan Hang = TimeSpan.FromMinutes(5);

    /// <summary>The same for a publish on a machine that has to restore and compile everything.</summary>
    public static readonly TimeSpan Publish = TimeSpan.FromMinutes(10);
}
