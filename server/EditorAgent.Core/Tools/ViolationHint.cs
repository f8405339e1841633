using System.Text.Json;
using EditorAgent.Core.Schemas;

namespace EditorAgent.Core.Tools;

/// <summary>What a model needs beside a violation to do better: the names that exist, or the part of the schema at hand, not all of it.</summary>
internal static class ViolationHint
{
    private const int LongestExcerpt = 800;

    /// <returns>A sentence, or nothing where the violation has said it all.</returns>
    public static string For(SchemaViolation violation, JsonElement arguments)
    {
        if (violation.Member is not { } member || !violation.Schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return violation.Schema.ValueKind == JsonValueKind.Object && violation.Schema.TryGetProperty("enum", out _) && violation.Message.Contains("must be one of", StringComparison.Ordinal)
                ? ""
                : $"The schema there is {Excerpt(violation.Schema)}";
        }

        return properties.TryGetProperty(member, out var missing)
            ? $"{Given(violation, arguments)}The schema of {member} is {Excerpt(missing)}"
            : $"Known are {Known(violation.Schema, properties)}.";
    }

    public static string Excerpt(JsonElement schema)
    {
        var text = schema.GetRawText();
        return text.Length <= LongestExcerpt ? text : string.Concat(text.AsSpan(0, LongestExcerpt), " ...");
    }

    private static string Given(SchemaViolation violation, JsonElement arguments)
    {
        if (violation.Path != $"$.{violation.Member}")
        {
            return "";
        }

        var names = string.Join(", ", arguments.EnumerateObject().Select(argument => argument.Name));
        return names.Length == 0 ? "No argument was given. " : $"Given were: {names}. ";
    }

    private static string Known(JsonElement schema, JsonElement properties)
    {
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal)
            : [];
        return string.Join(", ", properties.EnumerateObject().Select(property => required.Contains(property.Name) ? $"{property.Name} (required)" : property.Name));
    }
}
