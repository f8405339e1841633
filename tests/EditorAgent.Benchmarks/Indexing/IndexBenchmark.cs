using System.Diagnostics;
using EditorAgent.Benchmarks.Loading;

namespace EditorAgent.Benchmarks.Indexing;

/// <summary>The syntax index of about 2,000 files: built cold, taken from disk, swept again, searched; each in a fresh ReadyToRun process.</summary>
internal static class IndexBenchmark
{
    private const int Rounds = 5;
    private const double ColdBudget = 1000;
    private const double DiskBudget = 50;

    /// <param name="output">For the table.</param>
    /// <param name="root">A directory of C# files; null generates one.</param>
    public static async Task<int> RunAsync(TextWriter output, string? root)
    {
        var scratch = Directory.CreateTempSubdirectory("editor-agent-bench-index-");
        try
        {
            if (root is null)
            {
                root = Path.Combine(scratch.FullName, "workspace");
                await LargeSolution.WriteAsync(root, projects: 40, filesPerProject: 50);
            }

            var program = await Published.BenchmarksAsync();
            var (floor, cold, disk) = (new List<double[]>(), new List<double[]>(), new List<double[]>());
            await ChildAsync(program, "parse", root);
            for (var round = 0; round < Rounds; round++)
            {
                var cache = Path.Combine(scratch.FullName, $"cache{round}");
                floor.Add(await ChildAsync(program, "parse", root));
                cold.Add(await ChildAsync(program, "index", root, cache));
                disk.Add(await ChildAsync(program, "index", root, cache));
            }

            Write(output, floor, cold, disk);
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Write(TextWriter output, List<double[]> floor, List<double[]> cold, List<double[]> disk)
    {
        var (parse, build, load) = (Median(floor, 0), Median(cold, 0), Median(disk, 0));
        output.WriteLine($"{cold[0][1]:0} files, {cold[0][2]:0} declarations, {Environment.ProcessorCount} cores, {Rounds} rounds in turn, fresh processes, page cache warm; median ms [all]");
        output.WriteLine();
        output.WriteLine("| what | ms | ratio to parsing alone | budget | |");
        output.WriteLine("|---|---|---|---|---|");
        output.WriteLine($"| parsing alone | {parse:0} {All(floor, 0)} | 1.00 | | |");
        output.WriteLine($"| index, cold | {build:0} {All(cold, 0)} | {build / parse:0.00} | {ColdBudget:0} | {(build <= ColdBudget ? "holds" : "MISSED")} |");
        output.WriteLine($"| index, from disk, with sweep | {load:0} {All(disk, 0)} | {load / parse:0.00} | {DiskBudget:0} | {(load <= DiskBudget ? "holds" : "MISSED")} |");
        output.WriteLine($"| first search after that | {Median(disk, 3):0} {All(disk, 3)} | {Median(disk, 3) / parse:0.00} | | |");
        output.WriteLine($"| further search, sweep included | {Median(disk, 4):0} {All(disk, 4)} | {Median(disk, 4) / parse:0.00} | | |");
        output.WriteLine($"| sweep, nothing changed | {Median(disk, 5):0} {All(disk, 5)} | {Median(disk, 5) / parse:0.00} | | |");
        output.WriteLine();
        output.WriteLine($"peak working set: cold {Median(cold, 6):0} MB, from disk {Median(disk, 6):0} MB");
    }

    private static double Median(List<double[]> runs, int column) => Statistics.Quantile([.. runs.Select(run => run[column])], 0.5);

    private static string All(List<double[]> runs, int column) => $"[{string.Join(", ", runs.Select(run => run[column].ToString("0")))}]";

    private static async Task<double[]> ChildAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["index-child", .. arguments]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(double.Parse)]
            : throw new InvalidOperationException($"index-child {string.Join(' ', arguments)} failed:\n{line}");
    }
}
