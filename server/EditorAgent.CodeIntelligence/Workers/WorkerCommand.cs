using System.Collections.Immutable;
using System.Runtime.InteropServices;

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
            : new WorkerCommand(Runtime(), [Path.Combine(directory, Executable + ".dll"), Verb]);
    }

    /// <summary>The <c>dotnet</c> that runs us. As a .NET tool for any platform the process is a starter that lies elsewhere and takes no assembly.</summary>
    private static string Runtime()
    {
        var dotnet = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        return Environment.ProcessPath is { } own && Path.GetFileName(own) == dotnet
            ? own
            : Path.GetFullPath(Path.Combine("..", "..", "..", dotnet), RuntimeEnvironment.GetRuntimeDirectory());
    }
}
