using System.Text.Json;

namespace EditorAgent.Core.Tools;

/// <summary>
/// Finds arguments that differ only in letter case where the schema knows the name: a reader that minds case and one that does not would
/// run different calls. Names that are equal after unescaping do not come this far: reading refuses them.
/// </summary>
internal static class TwinArguments
{
    private static readonly string[] Composed = ["$ref", "anyOf", "oneOf", "allOf"];

    /// <returns>What is wrong, for the model; null when nothing is.</returns>
    public static string? Find(JsonElement value, JsonElement? schema) => value.ValueKind switch
    {
        JsonValueKind.Object => FindInObject(value, schema),
        JsonValueKind.Array => value.EnumerateArray().Select(item => Find(item, Member(schema, "items"))).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? FindInObject(JsonElement value, JsonElement? schema)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var properties = Member(schema, "properties");
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Add(member.Name) && IsKnown(member.Name, properties, schema))
            {
                names.TryGetValue(member.Name, out var twin);
                return $"the arguments name both \"{twin}\" and \"{member.Name}\", which differ only in letter case; give one of them";
            }

            if (Find(member.Value, Member(properties, member.Name) ?? Member(schema, "additionalProperties")) is { } inside)
            {
                return inside;
            }
        }

        return null;
    }

    /// <summary>A schema that is put together from others is not searched: what it may know counts as known.</summary>
    private static bool IsKnown(string name, JsonElement? properties, JsonElement? schema) => properties is { ValueKind: JsonValueKind.Object } known
        ? known.EnumerateObject().Any(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        : Composed.Any(keyword => Member(schema, keyword) is not null);

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty(name, out var member) ? member : null;
}
