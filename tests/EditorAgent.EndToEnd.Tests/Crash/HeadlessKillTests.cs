using System.Text.Json;
using EditorAgent.EndToEnd.Tests.Executable;
using Xunit;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>SIGKILL while the model talks, while a command runs, while a file is edited. A failure names the seed that repeats it.</summary>
public sealed class HeadlessKillTests(ITestOutputHelper log)
{
    private const int Kills = 150;
    private const int AtOnce = 4;

    private static readonly KillMoment[] Moments =
    [
        new("stream", "text", null, 20, 20),
        new("tool", "permission", "shell", CrashScript.Rounds + 1, 80),
        new("edit", "tool_call", "edit", CrashScript.Rounds, 12),
    ];

    /// <summary>What must be in the journal before the client may see an event.</summary>
    private static readonly Dictionary<string, string> RecordOf = new()
    {
        ["tool_call"] = "tool_plan",
        ["permission"] = "permission",
        ["tool_result"] = "tool_end",
    };

    private readonly int seed = Random.Shared.Next();

    [Fact]
    public async Task Run_WhenKilledAtAnyMoment_LosesNothingAndRunsNothingTwice()
    {
        await using var server = await ScriptedServer.StartAsync(CrashScript.Yaml, "--no-requests");
        await PublishedExecutable.PathAsync();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        var met = new int[Moments.Length];
        await Parallel.ForEachAsync(Enumerable.Range(0, Kills), options, async (kill, _) =>
        {
            try
            {
                if (await this.KillOnceAsync(server, kill))
                {
                    Interlocked.Increment(ref met[kill % Moments.Length]);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"kill {kill} ({Moments[kill % Moments.Length].Name}), seed {this.seed}: {failure.Message}", failure);
            }
        });

        log.WriteLine($"seed {this.seed}; kills that met a running call: {string.Join(", ", Moments.Zip(met, (moment, count) => $"{moment.Name} {count}"))}");
        Assert.True(met[1] > 0, "no kill met a running command: the test proves less than it says");
    }

    /// <returns>Whether a call was running when the kill came.</returns>
    private async Task<bool> KillOnceAsync(ScriptedServer server, int kill)
    {
        var random = new Random(unchecked(this.seed + kill));
        using var folders = new AgentFolders().WithModel(server.BaseUrl("delayPerChunkMs=2"), kill % 2 == 0 ? "openai" : "anthropic");
        await File.WriteAllTextAsync(folders.WorkFile("state.txt"), CrashScript.FirstState);
        var lines = await RunAndKillAsync(folders, Moments[kill % Moments.Length], random);

        var events = lines.Select(line => JsonElement.Parse(line)).ToList();
        var aftermath = new Aftermath(folders, events[0].GetProperty("sessionId").GetString()!);
        aftermath.AcknowledgedIsKept(events
            .Where(e => e.TryGetProperty("toolCallId", out _))
            .Select(e => (RecordOf[e.GetProperty("type").GetString()!], e.GetProperty("toolCallId").GetString()!)));
        await aftermath.NothingIsLeftRunningAsync();
        aftermath.EffectsAreThoseOfTheJournal();
        if (kill % 10 == 0)
        {
            await aftermath.CanBeShownAsync();
        }

        await aftermath.GoesOnAsync();
        return aftermath.MetARunningCall;
    }

    private static async Task<List<string>> RunAndKillAsync(AgentFolders folders, KillMoment moment, Random random)
    {
        await using var agent = await AgentProcess.StartAsync(folders, "run", "--yes", "--trust", "--json", CrashScript.Prompt);
        agent.Input.Close();
        var lines = new List<string>();
        var left = 1 + random.Next(moment.Events);
        var calls = new HashSet<string>();
        while (left > 0 && await agent.Output.ReadLineAsync().WaitAsync(Limits.Hang) is { } line)
        {
            lines.Add(line);
            left -= moment.IsMet(JsonElement.Parse(line), calls) ? 1 : 0;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * moment.LatestMs));
        await agent.KillAsync();
        var rest = await agent.Output.ReadToEndAsync();
        lines.AddRange(rest.Split('\n')[..^1]);
        return lines;
    }
}
