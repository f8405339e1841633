using System.Text;
using System.Text.Json;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Reads the arguments text of a call. Well-formed JSON is taken as it is. Otherwise a fixed ladder of repairs is tried, each of which
/// changes form and never content: an empty text is an empty object; a Markdown fence is taken off; a JSON string that holds JSON is
/// opened; raw control characters inside strings are escaped; trailing commas are dropped; missing closing brackets are added.
/// </summary>
internal static class ArgumentRepair
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <returns>The object, or null with a reason that tells the model what is wrong.</returns>
    public static (JsonElement? Arguments, string? Problem) Read(string raw)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return (Parse("{}", out _), null);
        }

        if (Parse(raw, out var problem) is { } direct)
        {
            return Open(direct);
        }

        var text = WithoutFence(raw);
        var repaired = Mend(text);
        return Parse(repaired, out _) is { } mended ? Open(mended) : (null, problem);
    }

    private static (JsonElement?, string?) Open(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { } inner && Parse(inner, out _) is { ValueKind: JsonValueKind.Object } opened)
        {
            return (opened, null);
        }

        return element.ValueKind == JsonValueKind.Object
            ? (element, null)
            : (null, $"the arguments must be a JSON object, not {Kind(element)}");
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    private static JsonElement? Parse(string text, out string? problem)
    {
        try
        {
            var json = Encoding.UTF8.GetBytes(text);
            problem = JsonText.IsReadable(json) ? null : "a string in the arguments holds half of a surrogate pair; send whole Unicode characters";
            return problem is null ? JsonElement.Parse(json, Strict) : null;
        }
        catch (JsonException exception)
        {
            problem = $"the arguments are not valid JSON ({exception.Message})";
            return null;
        }
    }

    private static string WithoutFence(string text)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal) || !trimmed.EndsWith("```", StringComparison.Ordinal))
        {
            return trimmed;
        }

        var firstLine = trimmed.IndexOf('\n', StringComparison.Ordinal);
        return firstLine < 0 ? trimmed : trimmed[(firstLine + 1)..^3].Trim();
    }

    /// <summary>One pass over the text with a stack of open brackets; strings are copied, structure is mended.</summary>
    private static string Mend(string text)
    {
        var output = new StringBuilder(text.Length + 8);
        var open = new Stack<char>();
        var inString = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (inString)
            {
                index = CopyInString(text, index, output, ref inString);
                continue;
            }

            switch (character)
            {
                case '"':
                    inString = true;
                    break;
                case '{' or '[':
                    open.Push(character == '{' ? '}' : ']');
                    break;
                case '}' or ']':
                    DropTrailingComma(output);
                    if (open.TryPeek(out var expected) && expected == character)
                    {
                        open.Pop();
                    }

                    break;
            }

            output.Append(character);
        }

        if (inString)
        {
            return text;
        }

        DropTrailingComma(output);
        while (open.TryPop(out var closing))
        {
            output.Append(closing);
        }

        return output.ToString();
    }

    private static int CopyInString(string text, int index, StringBuilder output, ref bool inString)
    {
        var character = text[index];
        if (character == '\\' && index + 1 < text.Length)
        {
            output.Append(character).Append(text[index + 1]);
            return index + 1;
        }

        if (character == '"')
        {
            inString = false;
        }

        if (character < ' ')
        {
            output.Append($"\\u{(int)character:x4}");
            return index;
        }

        output.Append(character);
        return index;
    }

    private static void DropTrailingComma(StringBuilder output)
    {
        var end = output.Length;
        while (end > 0 && char.IsWhiteSpace(output[end - 1]))
        {
            end--;
        }

        if (end > 0 && output[end - 1] == ',')
        {
            output.Length = end - 1;
        }
    }
}
