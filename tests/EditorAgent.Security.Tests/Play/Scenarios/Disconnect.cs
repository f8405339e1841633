using System.Text.Json.Nodes;
using EditorAgent.Security.Tests.Cases;
using EditorAgent.Security.Tests.Cells;

namespace EditorAgent.Security.Tests.Play.Scenarios;

/// <summary>Nobody is there any more to answer: nothing runs, and nothing runs by itself when somebody comes back.</summary>
internal static class Disconnect
{
    public static async Task<Observation> PlayAsync(AttackBench bench, AttackInput input, Place place, string variant)
    {
        await using var sidecar = await bench.OwnSidecarAsync(input);
        sidecar.Begin([]);
        var (session, refusal) = await sidecar.OpenAsync(place.Workspace, null);
        await sidecar.SendPromptAsync(session!, $"Go on. {ModelScript.Mark(input, 0)}");
        await sidecar.QuestionAsync();
        if (variant == "killed")
        {
            await sidecar.KillAsync();
        }
        else
        {
            await sidecar.EndAsync();
        }

        var seen = sidecar.Observed(refusal);
        await using var next = await bench.OwnSidecarAsync(input);
        next.Begin([]);
        await next.RequestAsync("session/load", new JsonObject { ["sessionId"] = session, ["cwd"] = place.Workspace, ["mcpServers"] = new JsonArray() });
        await next.EndAsync();
        return seen;
    }
}
