using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EditorAgent.Benchmarks;

/// <summary>Both programs, published the way the archive ships: self-contained, ReadyToRun.</summary>
internal static class Published
{
    private const string AsArchive = "--self-contained";

    public static Task<string> ProductAsync() => PublishAsync("server/EditorAgent.Host", "editor-agent", AsArchive);

    public static Task<string> FloorAsync() => PublishAsync("tests/EditorAgent.Benchmarks.Floor", "EditorAgent.Benchmarks.Floor", AsArchive);

    /// <summary>This program itself, for what it compares in fresh processes.</summary>
    public static Task<string> BenchmarksAsync() => PublishAsync("tests/EditorAgent.Benchmarks", "EditorAgent.Benchmarks", "--no-self-contained");

    private static async Task<string> PublishAsync(string project, string program, string kind)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));
        var target = Path.Combine(root, "artifacts", "benchmarks", program);
        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, kind, "-p:PublishReadyToRun=true", "-o", target, "-v", "q", "--nologo"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Path.Combine(target, program) : throw new InvalidOperationException($"dotnet publish {project} failed:\n{output}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
