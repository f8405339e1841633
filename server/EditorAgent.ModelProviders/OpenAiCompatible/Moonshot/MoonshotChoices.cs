using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Listed values, each kind with its own list.</summary>
internal static class MoonshotChoices
{
    public static JsonObject Of(JsonArray choices, List<string> types, JsonObject flat, SchemaNotes notes, List<string> losses)
    {
        var isNumber = types.Contains("number") && choices.Any(choice => MoonshotTypes.TypeOf(choice) == "number");
        var kinds = choices
            .GroupBy(choice => MoonshotTypes.TypeOf(choice) is "integer" or "number" ? isNumber ? "number" : MoonshotTypes.TypeOf(choice) : MoonshotTypes.TypeOf(choice), StringComparer.Ordinal)
            .Where(kind => types.Contains(kind.Key) || (kind.Key == "integer" && types.Contains("number")))
            .Select(kind => OfKind(kind.Key, [.. kind], losses))
            .ToList();
        if (kinds is not [var single])
        {
            return BranchList.Of(kinds, notes, flat);
        }

        notes.On(single, flat);
        if (flat.TryGetPropertyValue("default", out var usual))
        {
            single["default"] = usual?.DeepClone();
        }

        return single;
    }

    private static JsonObject OfKind(string kind, List<JsonNode?> values, List<string> losses)
    {
        var written = new JsonObject { ["type"] = kind };
        if (kind is "null" or "object" or "array")
        {
            if (kind != "null")
            {
                losses.Add($"a list of {kind}s to choose from");
            }

            return written;
        }

        var all = values.Select(Written).ToList();
        if (values.Count > MoonshotLimits.Default.EnumItems || all.Contains(null))
        {
            losses.Add($"a list of {values.Count} values to choose from");
            return written;
        }

        written["enum"] = new JsonArray([.. all]);
        return written;
    }

    /// <summary>Null for a number that may not be written.</summary>
    private static JsonNode? Written(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.Number)
        {
            return value?.DeepClone();
        }

        return MoonshotNumbers.Of(value) is { } amount ? MoonshotNumbers.Written(amount) : null;
    }
}
