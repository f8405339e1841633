using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EditorAgent.Benchmarks;

/// <summary>Both programs, published the way the product ships: framework-dependent, ReadyToRun.</summary>
internal static class Published
{
    public static Task<string> ProductAsync() => PublishAsync("server/EditorAgent.Host", "editor-agent");

    public static Task<string> FloorAsync() => PublishAsync("tests/EditorAgent.Benchmarks.Floor", "EditorAgent.Benchmarks.Floor");

    /// <summary>This program itself, for what it compares in fresh processes.</summary>
    public static Task<string> BenchmarksAsync() => PublishAsync("tests/EditorAgent.Benchmarks", "EditorAgent.Benchmarks");

    private static async Task<string> PublishAsync(string project, string program)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../.."));
        var target = Path.Combine(root, "artifacts", "benchmarks", program);
        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine(root, project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-p:PublishReadyToRun=true", "-o", target, "-v", "q", "--nologo"])
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
