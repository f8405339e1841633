using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>A person approves an edit of a file that is no longer the one they were shown: their own bytes win.</summary>
internal static class ChangeBeforeApply
{
    public static async Task<Observation> PlayAsync(AttackBench bench, AttackInput input, Place place, string variant)
    {
        var buffers = variant is "dirty-buffer" or "version-behind" ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
        await using var sidecar = await bench.OwnSidecarAsync(input, buffers);
        sidecar.Begin([]);
        var file = Path.Combine(place.Workspace, "a.cs");
        var old = await File.ReadAllTextAsync(file);
        if (variant == "dirty-buffer")
        {
            buffers![file] = old + "// not saved yet\n";
        }

        var (session, refusal) = await sidecar.OpenAsync(place.Workspace, null);
        var turn = await sidecar.SendPromptAsync(session!, $"Go on. {ModelScript.Mark(input, 0)}");
        var question = await sidecar.QuestionAsync();
        var mine = Change(variant, file, old, buffers);
        await sidecar.ReplyAsync(question, Sidecar.Selected("allow_once"));
        await sidecar.AnswerOfAsync(turn);

        var problems = new List<string>();
        var isKept = mine is null ? !File.Exists(file) : buffers is null ? await File.ReadAllTextAsync(file) == mine : buffers[file] == mine && await File.ReadAllTextAsync(file) == old;
        if (!isKept)
        {
            problems.Add("the user's bytes are gone");
        }

        var seen = sidecar.Observed(refusal);
        if (seen.Calls[^1].Status != "failed")
        {
            problems.Add($"the edit was not refused: {seen.Calls[^1].Status} {seen.Calls[^1].Text}");
        }

        return new Observation { Frames = seen.Frames, Refusal = refusal, Problems = problems };
    }

    /// <returns>The text that the user has from now on; null: no file.</returns>
    private static string? Change(string variant, string file, string old, Dictionary<string, string>? buffers)
    {
        var mine = old.Replace("foo", "fuu", StringComparison.Ordinal);
        switch (variant)
        {
            case "same-size":
                File.WriteAllText(file, mine);
                return mine;
            case "same-mtime":
                var time = File.GetLastWriteTimeUtc(file);
                File.WriteAllText(file, mine);
                File.SetLastWriteTimeUtc(file, time);
                return mine;
            case "deleted":
                File.Delete(file);
                return null;
            case "directory":
                File.Delete(file);
                Directory.CreateDirectory(file);
                return null;
            default:
                return buffers![file] = buffers.GetValueOrDefault(file, old) + "// and one line more\n";
        }
    }
}
