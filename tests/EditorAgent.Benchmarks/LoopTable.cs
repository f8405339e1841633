namespace EditorAgent.Benchmarks;

/// <summary>The table of the README: product against floor, and whether each budget holds.</summary>
internal static class LoopTable
{
    public static void Write(TextWriter output, List<Measurement> floorShort, List<Measurement> agentShort, List<Measurement> floorLong, List<Measurement> agentLong)
    {
        output.WriteLine();
        output.WriteLine("| what | floor | editor-agent | ratio | budget | |");
        output.WriteLine("|---|---|---|---|---|---|");
        Ratio(output, "cold start, best / median ms", floorShort, agentShort, run => run.ColdStart, 1.5);
        Ratio(output, "overhead a step, median ms", floorShort, agentShort, run => run.Median, 2);
        Ratio(output, "overhead a step, p95 ms", floorShort, agentShort, run => run.P95, 4);
        Growth(output, floorLong, agentLong);
        Memory(output, floorLong, agentLong);
    }

    private static void Ratio(TextWriter output, string what, List<Measurement> floor, List<Measurement> agent, Func<Measurement, double> figure, double budget)
    {
        var (floorBest, floorMedian) = Summary(floor, figure);
        var (agentBest, agentMedian) = Summary(agent, figure);
        var ratio = agentMedian / floorMedian;
        output.WriteLine($"| {what} | {floorBest:0.00} / {floorMedian:0.00} | {agentBest:0.00} / {agentMedian:0.00} | {ratio:0.00} | <= {budget} | {Verdict(ratio <= budget)} |");
    }

    private static void Growth(TextWriter output, List<Measurement> floor, List<Measurement> agent)
    {
        var (_, floorEarly) = Summary(floor, run => run.Early);
        var (_, floorLate) = Summary(floor, run => run.Late);
        var (_, early) = Summary(agent, run => run.Early);
        var (_, late) = Summary(agent, run => run.Late);
        output.WriteLine($"| step 10 -> step 300, ms | {floorEarly:0.00} -> {floorLate:0.00} | {early:0.00} -> {late:0.00} | {late / early:0.00} | <= 1.3 x + 1 ms | {Verdict(late <= (1.3 * early) + 1)} |");
    }

    private static void Memory(TextWriter output, List<Measurement> floor, List<Measurement> agent)
    {
        var (_, floorPeak) = Summary(floor, run => run.PeakMemory / 1e6);
        var (_, peak) = Summary(agent, run => run.PeakMemory / 1e6);
        output.WriteLine($"| peak memory at 300 steps, MB | {floorPeak:0} | {peak:0} | {peak / floorPeak:0.00} | <= 120 MB | {Verdict(peak <= 120)} |");
    }

    private static (double Best, double Median) Summary(List<Measurement> runs, Func<Measurement, double> figure)
    {
        List<double> values = [.. runs.Select(figure)];
        return (values.Min(), Statistics.Quantile(values, 0.5));
    }

    private static string Verdict(bool holds) => holds ? "holds" : "MISSED";
}
