using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>What a schema asks for beyond the dialect's words: said in its description instead.</summary>
internal sealed class SchemaNotes
{
    private const int LongestNote = 160;
    private const int MostNotes = 8;

    private static readonly string[] Unsaid =
    [
        "format", "multipleOf", "uniqueItems", "contains", "minContains", "maxContains", "patternProperties", "propertyNames", "minProperties", "maxProperties",
        "dependentRequired", "dependentSchemas", "dependencies", "not", "if", "then", "else", "oneOf", "contentEncoding", "contentMediaType",
    ];

    private readonly List<string> notes = [];

    public void Add(string keyword) => this.Add(keyword, "");

    public void Add(string keyword, string value)
    {
        var note = value.Length == 0 ? $"also bound by a second {keyword}" : $"{keyword}: {value}";
        if (this.notes.Count < MostNotes && !this.notes.Contains(note, StringComparer.Ordinal))
        {
            this.notes.Add(note.Length <= LongestNote ? note : string.Concat(note.AsSpan(0, LongestNote), "..."));
        }
    }

    public void AddFrom(JsonObject schema)
    {
        foreach (var keyword in Unsaid)
        {
            if (schema.TryGetPropertyValue(keyword, out var value) && value is not null && !(value is JsonValue flag && flag.GetValueKind() == JsonValueKind.False))
            {
                this.Add(keyword, value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : value.ToJsonString());
            }
        }

        this.AddBounds(schema);
        if (schema["prefixItems"] is JsonArray || schema["items"] is JsonArray)
        {
            this.Add("items", "each place has its own kind, in this order");
        }
    }

    /// <summary>Puts the description with the notes onto the schema.</summary>
    public JsonObject On(JsonObject written, JsonObject source)
    {
        var text = SchemaFlattener.Text(source["description"]);
        if (this.notes.Count > 0)
        {
            text = $"{text}{(string.IsNullOrEmpty(text) ? "" : " ")}({string.Join("; ", this.notes)})";
        }

        if (text is not null)
        {
            written["description"] = text;
        }

        return written;
    }

    /// <summary>An exclusive bound of integers becomes an inclusive one; of other numbers it cannot.</summary>
    private void AddBounds(JsonObject schema)
    {
        if (SchemaFlattener.Text(schema["type"]) == "integer")
        {
            return;
        }

        foreach (var keyword in (string[])["exclusiveMinimum", "exclusiveMaximum"])
        {
            if (schema[keyword] is JsonValue bound && bound.GetValueKind() is JsonValueKind.Number or JsonValueKind.True)
            {
                this.Add(keyword, bound.ToJsonString());
            }
        }
    }
}
