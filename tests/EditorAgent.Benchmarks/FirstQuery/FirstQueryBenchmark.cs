using System.Diagnostics;
using System.Globalization;
using EditorAgent.Benchmarks.Loading;

namespace EditorAgent.Benchmarks.FirstQuery;

/// <summary>The first semantic question after a load, with and without the background's preparing, in fresh ReadyToRun processes in turn.</summary>
internal static class FirstQueryBenchmark
{
    private const int Projects = 40;
    private const int FilesPerProject = 50;
    private const int Rounds = 5;

    /// <param name="output">Where the table goes.</param>
    /// <param name="path">A restored solution; null makes one.</param>
    public static async Task<int> RunAsync(TextWriter output, string? path)
    {
        var program = await Published.BenchmarksAsync();
        var scratch = Directory.CreateTempSubdirectory("editoragent-firstquery-");
        try
        {
            var solution = path ?? await LargeSolution.WriteAsync(Path.Combine(scratch.FullName, "solution"), Projects, FilesPerProject);
            var cache = Path.Combine(scratch.FullName, "cache");
            var legs = await ChildAsync(program, "store", solution, cache);
            await output.WriteLineAsync($"{Path.GetFileName(solution)}: {legs[0]} legs, {legs[1]} of them degraded; {Environment.ProcessorCount} cores; milliseconds");
            await output.WriteLineAsync("round  apply  prepare  plain  prepared  ratio  repeat  look  MB");
            var ratios = new List<double>();
            for (var round = 1; round <= Rounds; round++)
            {
                var plain = await ChildAsync(program, "ask", solution, cache, "plain");
                var prepared = await ChildAsync(program, "ask", solution, cache, "prepared");
                ratios.Add(Number(plain[2]) / Math.Max(1, Number(prepared[2])));
                var isSame = plain[6] == prepared[6];
                await output.WriteLineAsync($"{round,5}  {plain[0],5}  {prepared[1],7}  {plain[2],5}  {prepared[2],8}  {ratios[^1],5:0.0}  {prepared[3],6}  {prepared[4],4}  {prepared[5]}");
                if (!isSame)
                {
                    await output.WriteLineAsync("       the answers differ: without preparing it was cut off by its deadline, and the ratio is a lower bound");
                }
            }

            await output.WriteLineAsync($"first question without preparing : with preparing = {Statistics.Quantile(ratios, 0.5):0.0} : 1 [{ratios.Min():0.0}-{ratios.Max():0.0}]");
            return 0;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string[]> ChildAsync(string program, params string[] arguments)
    {
        using var child = Process.Start(new ProcessStartInfo(program, ["firstquery-child", .. arguments]) { RedirectStandardOutput = true })!;
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? line.Trim().Split(' ') : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {child.ExitCode}");
    }
}
