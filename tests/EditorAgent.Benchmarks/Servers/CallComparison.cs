using System.Diagnostics;
using System.Globalization;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>One call after the other to the same program, by the bare client and by the hub in turn, each with a process of its own.</summary>
internal static class CallComparison
{
    private const int WarmUp = 3_000;
    private const int Rounds = 60;
    private const int CallsPerRound = 50;
    private const double Budget = 1.2;

    public static async Task<bool> RunAsync(ServerProgram server, TextWriter output)
    {
        await using var bare = await SdkCaller.StartAsync(server);
        await using var hub = await HubCaller.StartAsync(server);
        List<double> bareTimes = [], hubTimes = [];
        await BothAsync(bare, hub, WarmUp, [], []);
        for (var round = 0; round < Rounds; round++)
        {
            await (round % 2 == 0 ? BothAsync(bare, hub, CallsPerRound, bareTimes, hubTimes) : BothAsync(hub, bare, CallsPerRound, hubTimes, bareTimes));
        }

        var holds = true;
        foreach (var (name, quantile) in new[] { ("p50", 0.5), ("p95", 0.95) })
        {
            var (without, with) = (Statistics.Quantile(bareTimes, quantile), Statistics.Quantile(hubTimes, quantile));
            holds &= with <= Budget * without;
            await output.WriteLineAsync($"| call of {server.Name}, {name} us | {without:0} | {with:0} | {with / without:0.00} | <= {Budget} | {(with <= Budget * without ? "holds" : "MISSED")} |");
        }

        return holds;
    }

    private static async Task BothAsync(ICaller first, ICaller second, int calls, List<double> firstTimes, List<double> secondTimes)
    {
        await TimeAsync(first, calls, firstTimes);
        await TimeAsync(second, calls, secondTimes);
    }

    public static async Task TimeAsync(ICaller caller, int calls, List<double> times)
    {
        for (var call = 0; call < calls; call++)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"the quick brown fox jumps over the lazy dog, {times.Count}");
            var begin = Stopwatch.GetTimestamp();
            await caller.CallAsync(message);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
        }
    }
}
