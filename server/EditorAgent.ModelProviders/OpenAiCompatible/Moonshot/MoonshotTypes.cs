using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Which types a schema is about: said, shown by its values, or shown by its keywords.</summary>
internal static class MoonshotTypes
{
    private static readonly string[] ObjectWords = ["properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"];
    private static readonly string[] ArrayWords = ["items", "prefixItems", "additionalItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"];
    private static readonly string[] TextWords = ["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"];
    private static readonly string[] NumberWords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

    /// <summary>Any value at all, in words that the dialect has. Integers are numbers.</summary>
    public static JsonArray Any() => ["string", "number", "boolean", "array", "object", "null"];

    /// <summary>Null where nothing tells.</summary>
    public static List<string>? Of(JsonObject schema)
    {
        var said = Said(schema["type"]);
        if (schema["enum"] is JsonArray { Count: > 0 } choices)
        {
            var shown = choices.Select(TypeOf).Distinct(StringComparer.Ordinal).ToList();
            var both = said?.Where(type => shown.Contains(type) || (type == "number" && shown.Contains("integer"))).ToList();

            // A type that contradicts every value cannot be meant.
            return both is { Count: > 0 } ? both : shown;
        }

        return said is { Count: > 0 } ? said
            : HasAny(schema, ObjectWords) ? ["object"]
            : HasAny(schema, ArrayWords) ? ["array"]
            : HasAny(schema, TextWords) ? ["string"]
            : HasAny(schema, NumberWords) ? ["number"]
            : null;
    }

    public static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => MoonshotNumbers.Of(value) is { } number && decimal.IsInteger(number) ? "integer" : "number",
        _ => "null",
    };

    private static List<string>? Said(JsonNode? type) => type switch
    {
        JsonValue one when one.GetValueKind() == JsonValueKind.String && MoonshotKeywords.IsType(one.GetValue<string>()) => [one.GetValue<string>()],
        JsonArray several => Joined(several),
        _ => null,
    };

    private static List<string> Joined(JsonArray several)
    {
        var names = several.OfType<JsonValue>().Where(one => one.GetValueKind() == JsonValueKind.String).Select(one => one.GetValue<string>()).Where(MoonshotKeywords.IsType).Distinct(StringComparer.Ordinal).ToList();
        if (names.Contains("number"))
        {
            names.Remove("integer");
        }

        return names;
    }

    private static bool HasAny(JsonObject schema, string[] words) => Array.Exists(words, schema.ContainsKey);
}
