using System.Globalization;
using System.Text;
using System.Text.Json;
using EditorAgent.Security.Tests.Cases;

namespace EditorAgent.Security.Tests.Play;

/// <summary>The conversation of the scripted model: which calls it makes, told apart by a mark in the user's words.</summary>
internal static class ModelScript
{
    /// <summary>Stands in the user's words of one turn of one input, and nowhere else.</summary>
    public static string Mark(AttackInput input, int turn) => string.Create(CultureInfo.InvariantCulture, $"[{input.Name}.{turn}]");

    /// <param name="inputs">All that will be played, each with what fills its placeholders.</param>
    public static string Yaml(IEnumerable<(AttackInput Input, Func<string, string> Fill)> inputs)
    {
        var yaml = new StringBuilder("turns:\n");
        foreach (var (input, fill) in inputs)
        {
            for (var turn = 0; turn < input.Action.Prompts.Count; turn++)
            {
                Add(yaml, Quote(Mark(input, turn)), input.Action.Prompts[turn], fill);
            }
        }

        return yaml.ToString();
    }

    private static void Add(StringBuilder yaml, string mark, AttackTurn turn, Func<string, string> fill)
    {
        var text = turn.Says is { } says ? $"text: {Quote(fill(says))}, " : "";
        for (var position = 0; position < turn.Calls.Count; position++)
        {
            var call = turn.Calls[position];
            var arguments = fill(call.Raw ?? call.Arguments?.GetRawText() ?? "{}");
            yaml.Append(
                CultureInfo.InvariantCulture,
                $"  - {{at: {position}, when: {{user_contains: {mark}}}, answer: {{{text}calls: [{{tool: {Quote(call.Tool)}, raw_arguments: {Quote(arguments)}}}]}}}}\n");
        }

        var last = turn.Calls.Count == 0 ? text + "finish: stop" : "text: Done.";
        last = turn.Calls.Count == 0 && text.Length == 0 ? "text: Done." : last;
        yaml.Append(CultureInfo.InvariantCulture, $"  - {{at: {turn.Calls.Count}, when: {{user_contains: {mark}}}, answer: {{{last}}}}}\n");
    }

    /// <summary>A JSON string in ASCII is a double-quoted YAML scalar, but for surrogates, which YAML writes as one character.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                >= 0x20 and < 0x7F => rune.ToString(),
                var value => string.Create(CultureInfo.InvariantCulture, $"\\U{value:X8}"),
            });
        }

        return quoted.Append('"').ToString();
    }
}
