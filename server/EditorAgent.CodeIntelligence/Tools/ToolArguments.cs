using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Answers;

namespace EditorAgent.CodeIntelligence.Tools;

/// <summary>Reads members of arguments that already satisfy the tool's schema; an empty text counts as absent.</summary>
internal static class ToolArguments
{
    private const int DefaultBudget = 6_000;
    private const int LeastBudget = 500;

    extension(JsonElement arguments)
    {
        public string? Text(string name) =>
            arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

        public int Number(string name, int otherwise, int least, int most) =>
            arguments.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? Math.Clamp(number, least, most) : otherwise;

        public bool Flag(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

        public ImmutableArray<string> Texts(string name) =>
            arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).Where(text => text.Length > 0)]
                : [];

        /// <summary>Most characters of the answer.</summary>
        public int Budget => arguments.Number("budget", DefaultBudget, LeastBudget, AnswerBudget.Most);
    }
}
