using System.Diagnostics;
using EditorAgent.Core.Processes;

namespace EditorAgent.Benchmarks;

/// <summary>What the sandbox costs a command: <c>true</c> through our runner, plain and confined in turn, in a small workspace with protected files.</summary>
internal static class SandboxBenchmark
{
    private const int Rounds = 200;
    private const double Target = 15;

    public static async Task<int> RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("editoragent-sandbox-benchmark-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, ".git", "hooks"));
            await File.WriteAllTextAsync(Path.Combine(folder, ".git", "config"), "");
            await File.WriteAllTextAsync(Path.Combine(folder, "a.csproj"), "<Project/>");
            return await CompareAsync(folder, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> CompareAsync(string folder, TextWriter output)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var sandbox = Sandbox.Of(SandboxPlaces.From(environment, Path.Combine(folder, "agent")), TimeProvider.System);
        var asked = Stopwatch.GetTimestamp();
        var status = await sandbox.StatusAsync(CancellationToken.None);
        await output.WriteLineAsync($"trying the sandbox out: {Stopwatch.GetElapsedTime(asked).TotalMilliseconds:0} ms, once for the process");
        if (status.Reason is { } reason)
        {
            await output.WriteLineAsync($"no sandbox: {reason}");
            return 1;
        }

        var plain = new ProcessSpecification
        {
            Program = "/bin/true",
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            Timeout = TimeSpan.FromSeconds(20),
        };
        var confined = sandbox.Confine(plain, new Confinement { WritableRoots = [folder] });
        List<double> plainTimes = [], confinedTimes = [];
        for (var round = -10; round < Rounds; round++)
        {
            var (without, with) = (await TimeAsync(plain), await TimeAsync(confined));
            if (round >= 0)
            {
                plainTimes.Add(without);
                confinedTimes.Add(with);
            }
        }

        plainTimes.Sort();
        confinedTimes.Sort();
        var overhead = At(confinedTimes, 0.5) - At(plainTimes, 0.5);
        await output.WriteLineAsync($"{Rounds} rounds of `true`, in turn, {Environment.ProcessorCount} cores");
        await output.WriteLineAsync($"plain      p50 {At(plainTimes, 0.5),6:0.0} ms   p95 {At(plainTimes, 0.95),6:0.0} ms");
        await output.WriteLineAsync($"confined   p50 {At(confinedTimes, 0.5),6:0.0} ms   p95 {At(confinedTimes, 0.95),6:0.0} ms");
        await output.WriteLineAsync($"overhead   p50 {overhead,6:0.0} ms   (target {Target:0} ms: {(overhead <= Target ? "held" : "missed")})");
        return 0;
    }

    private static async Task<double> TimeAsync(ProcessSpecification specification)
    {
        using var captured = new CommandOutput(null);
        var started = Stopwatch.GetTimestamp();
        await new ProcessRunner(TimeProvider.System).RunAsync(specification, captured, new Progress<string>(), CancellationToken.None);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}
