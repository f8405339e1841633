using System.Text.Json;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent.Subagents;

/// <summary>One line for a step of a subagent, as its giver's card shows it.</summary>
internal static class StepLine
{
    private const int Longest = 120;

    public static string Of(SessionEvent.ToolCallPlanned planned) =>
        CanonicalText.Line(planned.Kind == ToolKind.Search && PatternOf(planned.ArgumentsJson) is { } pattern ? $"{planned.Title}: {pattern}" : planned.Title, Longest).Text;

    private static string? PatternOf(string argumentsJson)
    {
        using var arguments = JsonDocument.Parse(argumentsJson);
        return arguments.RootElement is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty("pattern", out var pattern) && pattern.ValueKind == JsonValueKind.String
            ? pattern.GetString()
            : null;
    }
}
