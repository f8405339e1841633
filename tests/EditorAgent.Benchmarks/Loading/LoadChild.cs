using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using Microsoft.Build.Locator;
using Microsoft.CodeAnalysis.MSBuild;

namespace EditorAgent.Benchmarks.Loading;

/// <summary>What runs in a fresh process: one load, and a line about it on stdout as soon as the solution is there.</summary>
internal static class LoadChild
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["baseline", var solution, _]:
                MSBuildLocator.RegisterDefaults();
                await BaselineAsync(solution);
                return 0;
            case ["cold", var solution, var cache]:
                await OursAsync(solution, () => WorkerAsync(solution, cache), cache);
                return 0;
            case ["warm", var solution, var cache]:
                await OursAsync(solution, () => Task.FromResult(0L), cache);
                return 0;
            case ["worker", var solution, var cache]:
                return await LoadAsync(solution, cache);
            case ["parts", var solution, var cache]:
                Parts(solution, cache);
                return 0;
            default:
                return 64;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task BaselineAsync(string path)
    {
        using var workspace = MSBuildWorkspace.Create();
        var solution = await workspace.OpenSolutionAsync(path);
        Ready(solution.ProjectIds.Count, solution.Projects.Sum(project => project.DocumentIds.Count));
    }

    /// <summary>As the product does it: a worker loads into the cache while the workspace comes up, then the cache is read.</summary>
    private static async Task OursAsync(string path, Func<Task<long>> load, string cache)
    {
        var began = TimeProvider.System.GetUtcNow();
        await using var workspace = new CodeWorkspace(Path.GetDirectoryName(path)!, TimeProvider.System);
        var loaderPeak = await load();
        var stored = SolutionCache.ReadAt(new SolutionCache(cache).PathOf(RequestOf(path))) ?? throw new InvalidOperationException("what is stored does not hold");
        await workspace.ApplyAsync(stored, isTrusted: true, began, 0, CancellationToken.None);
        var solution = (await workspace.CurrentAsync(CancellationToken.None))!.Solution;
        Ready(solution.ProjectIds.Count, solution.Projects.Sum(project => project.DocumentIds.Count), loaderPeak);
    }

    /// <returns>The worker's peak memory.</returns>
    private static async Task<long> WorkerAsync(string path, string cache)
    {
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["load-child", "worker", path, cache]) { RedirectStandardOutput = true })!;
        var peak = await worker.StandardOutput.ReadToEndAsync();
        await worker.WaitForExitAsync();
        return long.Parse(peak, CultureInfo.InvariantCulture);
    }

    private static async Task<int> LoadAsync(string path, string cache)
    {
        await new CachedLoader(new SolutionCache(cache), new SolutionLoader(), TimeProvider.System).LoadAsync(RequestOf(path), new Progress<LoadProgress>(), CancellationToken.None);
        Console.WriteLine(ProcessMemory.Peak(Environment.ProcessId));
        return 0;
    }

    /// <summary>How long reading and validating take by themselves, first and again in the same process.</summary>
    private static void Parts(string path, string cache)
    {
        var stored = new SolutionCache(cache).PathOf(RequestOf(path));
        for (var round = 0; round < 5; round++)
        {
            var started = Stopwatch.GetTimestamp();
            new SolutionCache(cache).TryRead(RequestOf(path), out _);
            var read = Stopwatch.GetElapsedTime(started);
            var solution = SolutionCache.ReadAt(stored);
            Console.WriteLine($"{new FileInfo(stored).Length / 1024} KiB, read {read.TotalMilliseconds:0.0} ms, read and validated {(Stopwatch.GetElapsedTime(started) - read).TotalMilliseconds:0.0} ms, {solution?.Legs.Length} legs");
        }
    }

    private static LoadRequest RequestOf(string path) => new(Path.GetDirectoryName(path)!) { Solution = path };

    private static void Ready(int legs, int documents, long loaderPeak = 0) =>
        Console.WriteLine($"ready {legs} {documents} {ProcessMemory.Peak(Environment.ProcessId)} {loaderPeak}");
}
