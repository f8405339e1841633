using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Tools;

/// <summary>A form that comes down to picking one thing: no field at all, one that is true or false, or one with a few values.</summary>
/// <param name="Field">Null where there is none: then it is a yes or no to the message itself.</param>
/// <param name="Options">What the field may be, each under words that a person can tell from the others.</param>
internal sealed record FormChoices(string? Field, ImmutableArray<(string Label, JsonElement Value)> Options)
{
    private const int MostOptions = 20;
    private const int LongestLabel = 120;

    /// <returns>Null for every other form.</returns>
    public static FormChoices? Of(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return new FormChoices(null, []);
        }

        if (properties.ValueKind != JsonValueKind.Object || properties.EnumerateObject().Skip(1).Any())
        {
            return null;
        }

        foreach (var field in properties.EnumerateObject())
        {
            return OptionsOf(field.Value) is { } options && options.Select(option => option.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count() == options.Length
                ? new FormChoices(field.Name, options)
                : null;
        }

        return new FormChoices(null, []);
    }

    /// <summary>The form filled in so.</summary>
    public JsonElement With(JsonElement? value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (this.Field is not null && value is { } chosen)
            {
                json.WritePropertyName(this.Field);
                chosen.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static ImmutableArray<(string Label, JsonElement Value)>? OptionsOf(JsonElement field)
    {
        if (field.ValueKind != JsonValueKind.Object || !field.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return type.GetString() switch
        {
            "boolean" => [("yes", JsonElement.Parse("true")), ("no", JsonElement.Parse("false"))],
            "string" when field.TryGetProperty("oneOf", out var titled) => Bounded(titled, Titled),
            "string" when field.TryGetProperty("enum", out var values) => Bounded(values, value => value.ValueKind == JsonValueKind.String ? (value.GetString()!, value) : null),
            _ => null,
        };
    }

    private static (string Label, JsonElement Value)? Titled(JsonElement option) =>
        option.ValueKind == JsonValueKind.Object && option.TryGetProperty("const", out var value) && value.ValueKind == JsonValueKind.String
            ? (option.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String && !title.ValueEquals(value.GetString()) ? $"{title.GetString()} ({value.GetString()})" : value.GetString()!, value)
            : null;

    /// <summary>All of them, or none: nobody is shown half of what there is to choose from.</summary>
    private static ImmutableArray<(string Label, JsonElement Value)>? Bounded(JsonElement list, Func<JsonElement, (string Label, JsonElement Value)?> read)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is < 1 or > MostOptions)
        {
            return null;
        }

        var options = ImmutableArray.CreateBuilder<(string, JsonElement)>();
        foreach (var entry in list.EnumerateArray())
        {
            if (read(entry) is not { } option || CanonicalText.Line(option.Label, LongestLabel) is not { IsCut: false } label || string.IsNullOrWhiteSpace(label.Text))
            {
                return null;
            }

            options.Add((label.Text, option.Value));
        }

        return options.ToImmutable();
    }
}
