using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Two schemas that both hold, as one: narrower bounds win, words of the outer one win.</summary>
internal static class SchemaMerge
{
    /// <param name="outer">Changed and given back; its own annotations stay.</param>
    /// <param name="inner">Stays as it is.</param>
    /// <param name="losses">Takes the keywords that could not be put together.</param>
    public static JsonObject Into(JsonObject outer, JsonObject inner, Action<string> losses)
    {
        foreach (var (keyword, value) in inner)
        {
            if (!outer.TryGetPropertyValue(keyword, out var own))
            {
                outer[keyword] = value?.DeepClone();
                continue;
            }

            if (!JsonNode.DeepEquals(own, value) && Both(keyword, own, value, losses) is { } both)
            {
                outer[keyword] = both;
            }
        }

        return outer;
    }

    /// <summary>Null where the outer one stays as it is.</summary>
    private static JsonNode? Both(string keyword, JsonNode? own, JsonNode? other, Action<string> losses)
    {
        switch (keyword)
        {
            case "properties" or "patternProperties" or "$defs" or "definitions" when own is JsonObject mine && other is JsonObject theirs:
                return Named(mine, theirs, losses);
            case "required" when own is JsonArray mine && other is JsonArray theirs:
                return new JsonArray([.. mine.Concat(theirs).Select(name => name?.DeepClone()).DistinctBy(name => name?.ToJsonString())]);
            case "type":
                return Types(own, other);
            case "enum" when own is JsonArray mine && other is JsonArray theirs:
                return Common(mine, theirs);
            case "minimum" or "exclusiveMinimum" or "minLength" or "minItems" or "minProperties":
                return Number(other) > Number(own) ? other!.DeepClone() : null;
            case "maximum" or "exclusiveMaximum" or "maxLength" or "maxItems" or "maxProperties":
                return Number(other) < Number(own) ? other!.DeepClone() : null;
            case "additionalProperties":
                return other is JsonValue rest && rest.GetValueKind() == JsonValueKind.False ? false : own is JsonValue any && any.GetValueKind() == JsonValueKind.True ? other?.DeepClone() : null;
            case "items" or "additionalItems" when own is JsonObject mine && other is JsonObject theirs:
                return Into((JsonObject)mine.DeepClone(), theirs, losses);
            case "allOf" when own is JsonArray mine && other is JsonArray theirs:
                return new JsonArray([.. mine.Concat(theirs).Select(part => part?.DeepClone())]);
            case "title" or "description" or "default" or "examples" or "$comment" or "deprecated" or "readOnly" or "writeOnly" or "$id" or "$schema" or "$anchor" or "$dynamicAnchor":
                return null;
            default:
                losses(keyword);
                return null;
        }
    }

    private static JsonObject Named(JsonObject mine, JsonObject theirs, Action<string> losses)
    {
        var all = (JsonObject)mine.DeepClone();
        foreach (var (name, schema) in theirs)
        {
            all[name] = all[name] is JsonObject first && schema is JsonObject second ? Into((JsonObject)first.DeepClone(), second, losses) : (all[name] ?? schema)?.DeepClone();
        }

        return all;
    }

    private static JsonArray? Types(JsonNode? own, JsonNode? other)
    {
        var mine = Names(own);
        var theirs = Names(other);
        var common = mine.Where(type => theirs.Contains(type) || (type == "integer" && theirs.Contains("number")))
            .Concat(mine.Contains("number") && theirs.Contains("integer") && !theirs.Contains("number") ? ["integer"] : [])
            .Distinct(StringComparer.Ordinal)
            .Select(type => JsonValue.Create(type))
            .ToArray();
        return common.Length > 0 ? new JsonArray(common) : null;
    }

    private static List<string> Names(JsonNode? type) =>
        [.. (type is JsonArray list ? list : [type?.DeepClone()]).Select(SchemaFlattener.Text).OfType<string>()];

    private static JsonArray? Common(JsonArray mine, JsonArray theirs)
    {
        var common = mine.Where(value => theirs.Any(other => JsonNode.DeepEquals(value, other))).Select(value => value?.DeepClone()).ToArray();
        return common.Length > 0 ? new JsonArray(common) : null;
    }

    private static double? Number(JsonNode? value) =>
        value is JsonValue number && MoonshotNumbers.Of(number) is { } amount ? (double)amount : null;
}
