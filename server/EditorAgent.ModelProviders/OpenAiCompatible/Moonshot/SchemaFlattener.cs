using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Puts what a schema refers to, and all parts of <c>allOf</c>, into the schema itself.</summary>
internal sealed class SchemaFlattener(JsonObject root)
{
    private const int MostParts = 2_000;

    private int parts;

    /// <summary>Whether there was too much to put together.</summary>
    public bool IsExhausted => this.parts > MostParts;

    /// <param name="schema">Stays as it is.</param>
    /// <param name="open">The references that are being followed.</param>
    /// <param name="losses">Takes the keywords that could not be put together.</param>
    /// <returns>The schema and what is open inside it; or the reference that leads back to something open.</returns>
    public (JsonObject? Flat, ImmutableHashSet<string> Open, string? Circle) Flatten(JsonObject schema, ImmutableHashSet<string> open, Action<string> losses)
    {
        var flat = (JsonObject)schema.DeepClone();
        while (flat.ContainsKey("$ref") || flat.ContainsKey("allOf"))
        {
            if (++this.parts > MostParts)
            {
                flat.Remove("$ref");
                flat.Remove("allOf");
                break;
            }

            if (Text(flat["$ref"]) is { } reference)
            {
                flat.Remove("$ref");
                if (open.Contains(reference))
                {
                    return (null, open, reference);
                }

                if (this.Target(reference) is not { } target)
                {
                    losses("$ref");
                    continue;
                }

                open = open.Add(reference);
                SchemaMerge.Into(flat, target, losses);
                continue;
            }

            flat.Remove("$ref");
            var all = flat["allOf"] as JsonArray ?? [];
            flat.Remove("allOf");
            foreach (var part in all.OfType<JsonObject>())
            {
                // A part with a reference of its own is followed before it is put in: two references cannot stand side by side.
                var inner = part.ContainsKey("$ref") ? this.Flatten(part, open, losses) : (Flat: part, Open: open, Circle: null);
                open = inner.Open;
                if (inner.Flat is { } ready)
                {
                    SchemaMerge.Into(flat, ready, losses);
                }
                else
                {
                    losses("allOf");
                }
            }
        }

        return (flat, open, null);
    }

    public JsonObject? Target(string reference)
    {
        if (!reference.StartsWith('#'))
        {
            return null;
        }

        JsonNode? at = root;
        foreach (var part in Uri.UnescapeDataString(reference[1..]).Split('/').Skip(1))
        {
            var token = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            at = at switch
            {
                JsonObject holder => holder[token],
                JsonArray list when int.TryParse(token, System.Globalization.NumberStyles.None, null, out var index) && index < list.Count => list[index],
                _ => null,
            };
        }

        return reference == "#" || reference.StartsWith("#/", StringComparison.Ordinal) ? at as JsonObject : null;
    }

    public static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
