using System.Diagnostics;
using System.Runtime.CompilerServices;
using EditorAgent.CodeIntelligence.Loading;
using Microsoft.Build.Locator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace EditorAgent.Benchmarks.Loading;

/// <summary>What runs in a fresh process: one load, and a line about it on stdout as soon as the solution is there.</summary>
internal static class LoadChild
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["baseline", var solution]:
                MSBuildLocator.RegisterDefaults();
                await BaselineAsync(solution);
                return 0;
            case ["worker", var solution]:
                await WorkerAsync(solution);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task WorkerAsync(string path)
    {
        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(Path.GetDirectoryName(path)!) { Solution = path }, new Progress<LoadProgress>(), CancellationToken.None);
        foreach (var leg in loaded.Legs.Where(leg => leg.Degraded is not null))
        {
            Console.Error.WriteLine($"{leg.Name}: {leg.Degraded}");
        }

        Ready(loaded.Legs.Length, 0);
    }

    private static void Ready(int legs, int documents) =>
        Console.WriteLine($"ready {legs} {documents} {(DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds:0}");
}
