using System.Diagnostics;
using System.Globalization;

namespace EditorAgent.Benchmarks.Loading;

/// <summary>
/// Loading a C# solution, from process start to a ready solution: MSBuildWorkspace, our first load, and our later starts. All three are one
/// ReadyToRun executable in fresh processes, in an order that rotates.
/// </summary>
internal static class LoadBenchmark
{
    private static readonly string[] Ways = ["baseline", "cold", "warm"];

    /// <param name="solution">A restored solution; null makes three.</param>
    /// <param name="rounds">Of each way.</param>
    /// <param name="output">Takes the table.</param>
    public static async Task<int> RunAsync(string? solution, int rounds, TextWriter output)
    {
        var program = await Published.BenchmarksAsync();
        var folder = Directory.CreateTempSubdirectory("editor-agent-bench-load-");
        try
        {
            output.WriteLine($"{rounds} rounds in turn, medians, process start to ready solution; {Environment.ProcessorCount} cores");
            output.WriteLine("| solution | legs, documents | MSBuildWorkspace | cold | warm | cold ratio (target) | warm ratio (target) | peak MB: MSBuildWorkspace without its build host, ours, our loader |");
            output.WriteLine("|---|---|---|---|---|---|---|---|");
            if (solution is not null)
            {
                await RowAsync(program, Path.GetFullPath(solution), folder.FullName, rounds, output);
                return 0;
            }

            foreach (var (projects, files) in ((int, int)[])[(6, 40), (14, 40), (40, 60)])
            {
                var made = await LargeSolution.WriteAsync(Path.Combine(folder.FullName, $"of-{projects}"), projects, files);
                await RowAsync(program, made, folder.FullName, rounds, output);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RowAsync(string program, string solution, string scratch, int rounds, TextWriter output)
    {
        var cache = Path.Combine(scratch, "cache");
        var runs = Ways.ToDictionary(way => way, _ => new List<LoadRun>());

        // The first of each warms the page cache, and leaves something for the warm start to find.
        foreach (var way in Ways)
        {
            await RunAsync(program, way, solution, cache);
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < Ways.Length; turn++)
            {
                var way = Ways[(round + turn) % Ways.Length];
                runs[way].Add(await RunAsync(program, way, solution, cache));
            }
        }

        var (theirs, cold, warm) = (Median(runs["baseline"]), Median(runs["cold"]), Median(runs["warm"]));
        var (legs, documents) = (runs["cold"][0].Legs, runs["cold"][0].Documents);
        if (runs.Values.SelectMany(list => list).Any(run => run.Legs != legs || run.Documents != documents))
        {
            output.WriteLine($"| {Path.GetFileName(solution)} | NOT THE SAME: {string.Join(", ", runs.Select(pair => $"{pair.Key} {pair.Value[0].Legs}, {pair.Value[0].Documents}"))} | | | | | | |");
        }

        var (coldTarget, warmTarget) = legs >= 14 ? (1.5, 8.0) : (1.3, 5.0);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(solution)} | {legs}, {documents} | {theirs:0} ms | {cold:0} ms | {warm:0} ms | {theirs / cold:0.00} (>= {coldTarget}: {Verdict(theirs / cold, coldTarget)}) | {theirs / warm:0.0} (>= {warmTarget}: {Verdict(theirs / warm, warmTarget)}) | {Peak(runs["baseline"])}, {Peak(runs["cold"])}, {runs["cold"].Max(run => run.LoaderPeakBytes) >> 20} |"));
        foreach (var (way, list) in runs)
        {
            output.WriteLine($"  {way}: {string.Join(' ', list.Select(run => $"{run.Milliseconds:0}"))} ms");
        }
    }

    private static async Task<LoadRun> RunAsync(string program, string way, string solution, string cache)
    {
        if (way == "cold" && Directory.Exists(cache))
        {
            Directory.Delete(cache, recursive: true);
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, ["load-child", way, solution, cache]) { RedirectStandardOutput = true })!;
        var words = (await process.StandardOutput.ReadLineAsync())?.Split(' ');
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await process.WaitForExitAsync();
        return words is ["ready", var legs, var documents, var peak, var loaderPeak]
            ? new LoadRun(elapsed, int.Parse(legs, CultureInfo.InvariantCulture), int.Parse(documents, CultureInfo.InvariantCulture), long.Parse(peak, CultureInfo.InvariantCulture), long.Parse(loaderPeak, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{way} did not load {solution} (exit code {process.ExitCode})");
    }

    private static double Median(List<LoadRun> runs) => Statistics.Quantile([.. runs.Select(run => run.Milliseconds)], 0.5);

    private static long Peak(List<LoadRun> runs) => runs.Max(run => run.PeakBytes) >> 20;

    private static string Verdict(double ratio, double target) => ratio >= target ? "holds" : "MISSED";

    private sealed record LoadRun(double Milliseconds, int Legs, int Documents, long PeakBytes, long LoaderPeakBytes);
}
