using System.Diagnostics;
using System.Text.Json.Nodes;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>An approved command is ended from outside while it runs: all of it, without a trace in the workspace.</summary>
internal static class EndWhileRunning
{
    public static async Task<Observation> CancelAsync(AttackBench bench, AttackInput input, Place place)
    {
        await using var sidecar = await bench.OwnSidecarAsync(input);
        var (session, turn, answered) = await BeginAsync(bench, sidecar, input, place);
        if (answered)
        {
            await sidecar.SendLineAsync(new JsonObject
            {
                ["jsonrpc"] = "2.0", ["method"] = "session/cancel", ["params"] = new JsonObject { ["sessionId"] = session },
            }.ToJsonString());
        }

        await sidecar.AnswerOfAsync(turn);
        return sidecar.Observed(null);
    }

    public static async Task<Observation> KillAsync(AttackBench bench, AttackInput input, Place place, string variant)
    {
        await using var sidecar = await bench.OwnSidecarAsync(input);
        var (_, turn, answered) = await BeginAsync(bench, sidecar, input, place);
        if (!answered)
        {
            await sidecar.AnswerOfAsync(turn);
            return sidecar.Observed(null);
        }

        var words = Words(bench, input);
        if (variant == "sidecar")
        {
            await sidecar.KillAsync();
            await RunningProgram.WaitAsync(words, running => running.Count == 0);
            return sidecar.Observed(null);
        }

        Kill("bwrap", sidecar.ProcessId);
        await sidecar.AnswerOfAsync(turn);
        return sidecar.Observed(null);
    }

    private static string[] Words(AttackBench bench, AttackInput input) => [.. input.Survivors.Select(bench.LettersOf(input).Fill)];

    /// <summary>Allows the command where the cell keeps it in, and waits until its program is there.</summary>
    private static async Task<(string Session, int Turn, bool IsRunning)> BeginAsync(AttackBench bench, Sidecar sidecar, AttackInput input, Place place)
    {
        sidecar.Begin([]);
        var (session, _) = await sidecar.OpenAsync(place.Workspace, null);
        var turn = await sidecar.SendPromptAsync(session!, $"Go on. {ModelScript.Mark(input, 0)}");
        var isRunning = await sidecar.AllowConfinedAsync(await sidecar.QuestionAsync());
        if (isRunning)
        {
            await RunningProgram.WaitAsync(Words(bench, input), running => running.Count > 0);
        }

        return (session!, turn, isRunning);
    }

    /// <summary>SIGKILL to every process of this name below another.</summary>
    private static void Kill(string name, int ancestor)
    {
        foreach (var process in Process.GetProcessesByName(name).Where(process => IsBelow(process.Id, ancestor)))
        {
            process.Kill();
        }
    }

    private static bool IsBelow(int id, int ancestor)
    {
        while (id > 1 && id != ancestor)
        {
            id = ParentOf(id);
        }

        return id == ancestor;
    }

    private static int ParentOf(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
