using System.Diagnostics;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Index;
using EditorAgent.CodeIntelligence.Index.Questions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.Benchmarks.Indexing;

/// <summary>What runs in a fresh process: the index, or the floor below it, and one line of milliseconds on stdout.</summary>
internal static class IndexChild
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["parse", var root]:
                Console.WriteLine(Line(Parse(root)));
                return 0;
            case ["index", var root, var cache]:
                Console.WriteLine(Line(await IndexAsync(root, cache)));
                return 0;
            default:
                return 64;
        }
    }

    /// <summary>The floor: the same files found, read and parsed on all processors, and nothing kept.</summary>
    private static double[] Parse(string root)
    {
        var started = Stopwatch.GetTimestamp();
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var files = SourceSweep.Of(root, CancellationToken.None).Sources;
        var members = 0;
        Parallel.ForEach(files, file =>
        {
            var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), options);
            Interlocked.Add(ref members, tree.GetCompilationUnitRoot().Members.Count);
        });
        return [Stopwatch.GetElapsedTime(started).TotalMilliseconds, files.Length, members];
    }

    private static async Task<double[]> IndexAsync(string root, string cache)
    {
        var started = Stopwatch.GetTimestamp();
        var index = new SyntaxIndex(root, cache, TimeProvider.System);
        var snapshot = await index.CurrentAsync(CancellationToken.None);
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var search = await TimeAsync(() => SearchAsync(index));
        var again = await TimeAsync(() => SearchAsync(index));
        var sweep = await TimeAsync(() => index.CurrentAsync(CancellationToken.None));
        var symbols = snapshot.All.Count();
        await index.DisposeAsync();
        return [first, snapshot.Files.Length, symbols, search, again, sweep, Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024.0];
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task SearchAsync(SyntaxIndex index)
    {
        var answer = await new FindSymbolQuestion(index).AnswerAsync(new FindSymbolQuery("Serv Run", null, null, false, 30, 6000), new Coverage(0, 0, "syntax-only"), CancellationToken.None);
        if (answer.Error is not null)
        {
            throw new InvalidOperationException(answer.Text);
        }
    }

    private static string Line(double[] values) => string.Join(' ', values.Select(value => value.ToString("0.0")));
}
