using System.Text.Json;

namespace EditorAgent.EndToEnd.Tests.Crash;

/// <summary>When the kill comes: after a random number of events of a kind, and some milliseconds.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Type">The event that is waited for.</param>
/// <param name="Tool">Only of calls of this tool; null for any.</param>
/// <param name="Events">At most so many of them are waited for.</param>
/// <param name="LatestMs">At most so long after that the kill comes.</param>
internal sealed record KillMoment(string Name, string Type, string? Tool, int Events, int LatestMs)
{
    /// <param name="happened">An event of <c>--json</c>.</param>
    /// <param name="callsOfTheTool">Remembers calls from one event to the next: only the first of a call names its tool.</param>
    public bool IsMet(JsonElement happened, HashSet<string> callsOfTheTool)
    {
        var call = happened.TryGetProperty("toolCallId", out var id) ? id.GetString()! : "";
        if (happened.TryGetProperty("tool", out var tool) && tool.ValueEquals(this.Tool))
        {
            callsOfTheTool.Add(call);
        }

        return happened.GetProperty("type").ValueEquals(this.Type) && (this.Tool is null || callsOfTheTool.Contains(call));
    }
}
