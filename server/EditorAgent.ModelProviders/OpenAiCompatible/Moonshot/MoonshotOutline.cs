using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>The names and kinds of the arguments and nothing below them: what is left of a schema that is too much for the vendor.</summary>
internal static class MoonshotOutline
{
    private const int MostArguments = 200;
    private const int LongestDescription = 200;

    public static JsonObject Of(JsonObject schema)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in (schema["properties"] as JsonObject ?? []).Take(MostArguments))
        {
            if (name.Length > 0 && !MoonshotKeywords.Reserved.Contains(name))
            {
                properties[name] = Argument(value as JsonObject);
            }
        }

        var outline = new JsonObject { ["type"] = "object" };
        if (properties.Count > 0)
        {
            outline["properties"] = properties;
        }

        return outline;
    }

    private static JsonObject Argument(JsonObject? schema)
    {
        var argument = new JsonObject();
        if (schema?["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && MoonshotKeywords.IsType(type.GetValue<string>()))
        {
            argument["type"] = type.GetValue<string>();
        }
        else
        {
            argument["type"] = MoonshotTypes.Any();
        }

        if (schema?["description"] is JsonValue text && text.GetValueKind() == JsonValueKind.String)
        {
            var words = text.GetValue<string>();
            argument["description"] = words.Length <= LongestDescription ? words : words[..LongestDescription];
        }

        return argument;
    }
}
