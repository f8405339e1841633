using System.Collections.Frozen;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>What Moonshot's dialect of JSON Schema (MFJS) knows.</summary>
internal static class MoonshotKeywords
{
    /// <summary>What may stand beside anything.</summary>
    public static readonly FrozenSet<string> Common = Set("description", "title");

    public static readonly FrozenSet<string> RootOnly = Set("$defs", "$id");

    public static readonly FrozenSet<string> All = Set(
        "type", "properties", "additionalProperties", "items", "enum", "required", "anyOf", "description", "$defs", "$ref", "title", "$id", "default",
        "maxLength", "minLength", "maximum", "minimum", "maxItems", "minItems", "pattern");

    /// <summary>Names that no property may have.</summary>
    public static readonly FrozenSet<string> Reserved = Set("$defs", "$ref", "anyOf", "required", "additionalProperties");

    public static readonly string[] Types = ["null", "boolean", "integer", "number", "string", "array", "object"];

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByType = new Dictionary<string, FrozenSet<string>>
    {
        ["object"] = Set("type", "properties", "required", "additionalProperties", "default", "description", "title"),
        ["array"] = Set("type", "items", "minItems", "maxItems", "default", "description", "title"),
        ["string"] = Set("type", "minLength", "maxLength", "pattern", "enum", "default", "description", "title"),
        ["boolean"] = Set("type", "enum", "default", "description", "title"),
        ["null"] = Set("type", "enum", "default", "description", "title"),
        ["number"] = Set("type", "minimum", "maximum", "enum", "default", "description", "title"),
        ["integer"] = Set("type", "minimum", "maximum", "enum", "default", "description", "title"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsType(string? name) => name is not null && ByType.ContainsKey(name);

    public static bool Allows(string type, string keyword) => ByType[type].Contains(keyword);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
