using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary>JSON Schema's names of types, and what they are called in a sentence.</summary>
internal static class JsonTypeNames
{
    public static JsonTypes Parse(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "object" => JsonTypes.Object,
        "array" => JsonTypes.Array,
        "number" => JsonTypes.Number,
        "integer" => JsonTypes.Integer,
        "string" => JsonTypes.String,
        _ => JsonTypes.None,
    };

    public static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    public static string Describe(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? "one of " + string.Join(", ", type.EnumerateArray().Select(one => one.GetString()))
        : type.GetString() switch
        {
            "object" => "an object",
            "array" => "an array",
            "integer" => "an integer",
            var other => "a " + other,
        };
}
