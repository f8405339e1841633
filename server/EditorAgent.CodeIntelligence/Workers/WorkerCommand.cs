using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>How this executable is started again as a worker.</summary>
/// <param name="Program">Absolute.</param>
/// <param name="Arguments">What comes before the worker's kind.</param>
public sealed record WorkerCommand(string Program, ImmutableArray<string> Arguments)
{
    public const string Verb = "worker";

    private const string Executable = "editor-agent";

    /// <summary>The executable in a directory: by itself, or through the runtime that runs us where it is only an assembly.</summary>
    public static WorkerCommand In(string directory)
    {
        var own = Path.Combine(directory, OperatingSystem.IsWindows() ? Executable + ".exe" : Executable);
        return File.Exists(own)
            ? new WorkerCommand(own, [Verb])
            : new WorkerCommand(Environment.ProcessPath ?? "dotnet", [Path.Combine(directory, Executable + ".dll"), Verb]);
    }
}
