using System.Diagnostics;
using System.Globalization;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>Calls of one server while another of the same session sends 100,000 notifications a second, against calls in a session without it; in turn.</summary>
internal static class FloodComparison
{
    private const int Rounds = 3;
    private const double Budget = 2;

    /// <summary>The time in which a server that floods is slowed down, and ended.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task<bool> RunAsync(ServerProgram healthy, TextWriter output)
    {
        List<double> calm = [], flooded = [];
        var states = new SortedSet<ServerState>();
        for (var round = 0; round < Rounds; round++)
        {
            await using (var alone = await HubCaller.StartAsync(healthy))
            {
                await CallComparison.TimeAsync(alone, 2_000, []);
                await ForAWhileAsync(alone, calm);
            }

            await using var session = await ServerSession.OpenAsync(healthy, ServerProgram.Own("floods", "flood"));
            using var told = session.Hub.Subscribe(status => states.Add(status.State));
            await ForAWhileAsync(new HubCaller(session, healthy), flooded);
        }

        var (quiet, loud) = (Statistics.Quantile(calm, 0.95), Statistics.Quantile(flooded, 0.95));
        await output.WriteLineAsync($"| call beside a flood, p95 us | {quiet:0} | {loud:0} | {loud / quiet:0.00} | < {Budget} | {(loud < Budget * quiet ? "holds" : "MISSED")} |");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"({calm.Count:N0} calm calls, {flooded.Count:N0} beside the flood; the flooding server became {string.Join(", ", states)})"));
        return loud < Budget * quiet;
    }

    private static async Task ForAWhileAsync(HubCaller caller, List<double> times)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Length)
        {
            await CallComparison.TimeAsync(caller, 50, times);
        }
    }
}
