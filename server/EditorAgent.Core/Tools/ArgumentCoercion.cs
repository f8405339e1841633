using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Schemas;

namespace EditorAgent.Core.Tools;

/// <summary>
/// The only changes of value that are made to a model's arguments, each with one possible meaning: a string that spells a number or a
/// boolean where one is required or a JSON text that is the object or list, a single value where a list of such values is and the reverse, another spelling of one of the listed
/// words, and what <see cref="MisnamedArguments"/> puts where it belongs.
/// </summary>
internal static class ArgumentCoercion
{
    private static readonly JsonDocumentOptions Unambiguous = new() { AllowDuplicateProperties = false };

    /// <summary>The arguments with the violated place changed, or null when nothing unambiguous can be done there.</summary>
    public static JsonElement? Mend(JsonElement arguments, SchemaViolation violation)
    {
        if (violation.Member is not null)
        {
            return MendMember(arguments, violation, violation.Member);
        }

        if (violation.Schema.ValueKind != JsonValueKind.Object
            || !violation.Schema.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var root = JsonNode.Parse(arguments.GetRawText())!;
        var target = Locate(root, violation.Path);
        return target is not null && Coerced(target, type.GetString()!, violation.Schema) is { } better
            ? Replaced(root, target, better)
            : null;
    }

    private static JsonElement? MendMember(JsonElement arguments, SchemaViolation violation, string member)
    {
        var root = JsonNode.Parse(arguments.GetRawText())!;
        var holder = violation.Path == $"$.{member}" ? root : Locate(root, violation.Path[..^(member.Length + 1)]);
        return holder is JsonObject placed && MisnamedArguments.Mend(placed, member, violation.Schema) ? JsonElement.Parse(root.ToJsonString()) : null;
    }

    private static JsonNode? Coerced(JsonNode node, string type, JsonElement schema) => (type, node.GetValueKind()) switch
    {
        ("integer", JsonValueKind.String) when long.TryParse(Text(node), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        ("number", JsonValueKind.String) when double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        ("boolean", JsonValueKind.String) when Text(node) is "true" or "false" => Text(node) == "true",
        ("array", JsonValueKind.String) when IsJson<JsonArray>(Text(node), "[") => JsonNode.Parse(Text(node), null, Unambiguous),
        ("object", JsonValueKind.String) when IsJson<JsonObject>(Text(node), "{") => JsonNode.Parse(Text(node), null, Unambiguous),
        ("array", JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Object) => new JsonArray(node.DeepClone()),
        ("string", JsonValueKind.Array) when node is JsonArray { Count: 1 } list && list[0]?.GetValueKind() == JsonValueKind.String => list[0]!.DeepClone(),
        ("string", JsonValueKind.String) => Choice(Text(node), schema),
        _ => null,
    };

    private static JsonNode? Choice(string text, JsonElement schema)
    {
        if (!schema.TryGetProperty("enum", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var alike = choices.EnumerateArray()
            .Where(choice => choice.ValueKind == JsonValueKind.String && MisnamedArguments.Fold(choice.GetString()!) == MisnamedArguments.Fold(text))
            .Select(choice => choice.GetString())
            .ToList();
        return alike is [{ } one] && one != text ? one : null;
    }

    private static string Text(JsonNode node) => node.GetValue<string>();

    private static bool IsJson<T>(string text, string begin)
        where T : JsonNode
    {
        try
        {
            return text.AsSpan().TrimStart().StartsWith(begin) && JsonNode.Parse(text, null, Unambiguous) is T;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement Replaced(JsonNode root, JsonNode target, JsonNode better)
    {
        target.ReplaceWith(better);
        return JsonElement.Parse(root.ToJsonString());
    }

    private static JsonNode? Locate(JsonNode root, string path)
    {
        JsonNode? current = root;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.').Skip(1))
        {
            // A name with a dot or a bracket in it leads nowhere here, and nothing is mended.
            current = step.StartsWith('[')
                ? int.TryParse(step.AsSpan(1).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && current is JsonArray list && index < list.Count ? list[index] : null
                : (current as JsonObject)?[step];
            if (current is null)
            {
                return null;
            }
        }

        return current == root ? null : current;
    }
}
