using System.Diagnostics;
using EditorAgent.Core.Processes.Confining;

namespace EditorAgent.Core.Processes;

/// <summary>
/// How a program is really started: in a session of its own, through a small shell whose text is fixed, because only a shell can arrange
/// descriptors. The program and its arguments are words of a vector, never text.
/// </summary>
internal static class ProcessStartWords
{
    /// <summary>Both outputs in one pipe, in the order they were written; nothing to read.</summary>
    private const string JoinOutputs = "exec \"$@\" 2>&1 </dev/null";

    /// <summary>
    /// For a program that confines: its reports go where nobody else writes, the filter is open for it, no core is dumped and no file grows
    /// beyond 16 GiB.
    /// </summary>
    private const string JoinOutputsAndReport = "ulimit -c 0; ulimit -f 33554432; exec 3>&2 2>&1 </dev/null 9<\"$0\"; exec \"$@\"";

    /// <summary>The same for a program that is talked to: its pipes stay apart, and the reports come before anything that it writes to its errors.</summary>
    private const string KeepPipesAndReport = "ulimit -c 0; ulimit -f 33554432; exec 3>&2 9<\"$0\"; exec \"$@\"";

    private static readonly string? SessionStarter = OperatingSystem.IsLinux() && File.Exists("/usr/bin/setsid") ? "/usr/bin/setsid" : null;

    /// <summary>Whether what is started leads a session of its own.</summary>
    public static bool LeadsSession => SessionStarter is not null;

    private static ReadOnlySpan<string> SessionWords => SessionStarter is null ? [] : new[] { SessionStarter };

    public static ProcessStartInfo JoiningOutputs(ConfinedLaunch launch, ProcessSpecification specification, string marker) => StartInfoOf(
        launch.FilterFile is { } filter
            ? ["/bin/sh", "-c", JoinOutputsAndReport, filter, .. SessionWords, .. launch.Words]
            : ["/bin/sh", "-c", JoinOutputs, "sh", .. SessionWords, .. launch.Words],
        specification.WorkingDirectory,
        launch.Environment,
        marker);

    public static ProcessStartInfo JoiningOutputs(ProcessSpecification specification, string marker) => StartInfoOf(
        OperatingSystem.IsWindows()
            ? [specification.Program, .. specification.Arguments]
            : ["/bin/sh", "-c", JoinOutputs, "sh", .. SessionWords, specification.Program, .. specification.Arguments],
        specification.WorkingDirectory,
        specification.Environment,
        marker);

    public static ProcessStartInfo KeepingPipes(ConfinedLaunch launch, ProcessSpecification specification, string marker) => StartInfoOf(
        launch.FilterFile is { } filter
            ? ["/bin/sh", "-c", KeepPipesAndReport, filter, .. SessionWords, .. launch.Words]
            : [.. SessionWords, .. launch.Words],
        specification.WorkingDirectory,
        launch.Environment,
        marker);

    public static ProcessStartInfo KeepingPipes(ProcessSpecification specification, string marker) =>
        specification.CommandLine is { } line && OperatingSystem.IsWindows()
            ? StartInfoOf(new ProcessStartInfo(specification.Program, line), specification.WorkingDirectory, specification.Environment, marker)
            : StartInfoOf([.. SessionWords, specification.Program, .. specification.Arguments], specification.WorkingDirectory, specification.Environment, marker);

    private static ProcessStartInfo StartInfoOf(IEnumerable<string> words, string directory, IReadOnlyDictionary<string, string> environment, string marker) =>
        StartInfoOf(new ProcessStartInfo(words.First(), words.Skip(1)), directory, environment, marker);

    private static ProcessStartInfo StartInfoOf(ProcessStartInfo start, string directory, IReadOnlyDictionary<string, string> environment, string marker)
    {
        start.WorkingDirectory = directory;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[OrphanWatch.MarkerName] = marker;
        return start;
    }
}
