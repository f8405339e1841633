using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Edits;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Queries;
using EditorAgent.Core.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Benchmarks.FirstQuery;

/// <summary>What runs in a fresh process: a solution from the cache, prepared or not, and the first question about it.</summary>
internal static class FirstQueryChild
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["store", var solution, var cache]:
                var stored = await new CachedLoader(new SolutionCache(cache), new SolutionLoader(), TimeProvider.System).LoadAsync(RequestOf(solution), new Progress<LoadProgress>(), CancellationToken.None);
                Console.WriteLine($"{stored.Legs.Length} {stored.Legs.Count(leg => leg.Degraded is not null)}");
                return 0;
            case ["ask", var solution, var cache, var kind]:
                await AskAsync(solution, cache, isPrepared: kind == "prepared");
                return 0;
            default:
                return 64;
        }
    }

    private static LoadRequest RequestOf(string path) => new(Path.GetDirectoryName(path)!) { Solution = path };

    private static async Task AskAsync(string path, string cache, bool isPrepared)
    {
        var root = Path.GetDirectoryName(path)!;
        await using var workspace = new CodeWorkspace(root, TimeProvider.System);
        await using var warmUp = new WarmUp(workspace, new DiagnosticsDelta(TimeProvider.System), new QueryTraffic(), NullLogger.Instance);
        var loaded = new SolutionCache(cache).Read(RequestOf(path)) is CacheAnswer.Hit hit ? hit.Solution : throw new InvalidOperationException("what is stored does not hold");
        var clock = Stopwatch.StartNew();
        await workspace.ApplyAsync(loaded, isTrusted: true, TimeProvider.System.GetUtcNow(), 0, CancellationToken.None);
        var ready = clock.ElapsedMilliseconds;
        if (isPrepared)
        {
            warmUp.Start(null);
            await warmUp.Running;
        }

        var prepared = clock.ElapsedMilliseconds - ready;
        var symbol = Subject(await CurrentAsync(workspace));
        clock.Restart();
        var first = await new FindReferencesQuestion(TimeProvider.System).AskAsync(await CurrentAsync(workspace), Question(symbol), CancellationToken.None);
        var asked = clock.ElapsedMilliseconds;
        await new FindReferencesQuestion(TimeProvider.System).AskAsync(await CurrentAsync(workspace), Question(symbol), CancellationToken.None);
        var repeated = clock.ElapsedMilliseconds - asked;
        clock.Restart();
        await CurrentAsync(workspace);
        var looked = clock.Elapsed.TotalMilliseconds;
        Console.WriteLine($"{ready} {prepared} {asked} {repeated} {looked:0.0} {Environment.WorkingSet >> 20} {ContentHash.Of(Encoding.UTF8.GetBytes(first.Text))}");
    }

    private static FindReferencesQuery Question(string symbol) => new(symbol, ImmutableArray<string>.Empty, null, 1, 6000);

    private static async Task<EditorAgent.CodeIntelligence.Roslyn.CodeSnapshot> CurrentAsync(CodeWorkspace workspace) =>
        (await workspace.CurrentAsync(CancellationToken.None))!;

    /// <summary>A type of the project that most others use, the same in every run: named after a file, as types are.</summary>
    private static string Subject(EditorAgent.CodeIntelligence.Roslyn.CodeSnapshot snapshot)
    {
        var graph = snapshot.Solution.GetProjectDependencyGraph();
        var project = snapshot.Solution.Projects
            .Where(project => project.Documents.Any(IsType))
            .OrderByDescending(project => graph.GetProjectsThatTransitivelyDependOnThisProject(project.Id).Count())
            .ThenBy(project => project.Name, StringComparer.Ordinal)
            .First();
        var document = project.Documents.Where(IsType).OrderBy(document => document.FilePath, StringComparer.Ordinal).First();
        return $"{document.FilePath}:{LineOf(document.FilePath!)}";
    }

    private static bool IsType(Document document) => document.FilePath is { } path && !path.Contains("/obj/", StringComparison.Ordinal) && LineOf(path) > 0;

    private static int LineOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return 1 + Array.FindIndex(File.ReadAllLines(path), line => line.StartsWith("public ", StringComparison.Ordinal) && line.EndsWith(name, StringComparison.Ordinal) && line.Contains("class ", StringComparison.Ordinal));
    }
}
