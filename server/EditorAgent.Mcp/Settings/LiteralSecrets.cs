using System.Text.Json;
using System.Text.Json.Nodes;
using EditorAgent.Core.Telemetry;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Mcp.Settings;

/// <summary>Secrets that stand in an entry in plain sight.</summary>
internal static class LiteralSecrets
{
    /// <param name="Member"><c>env</c>, <c>headers</c>, <c>args</c> or <c>url</c>.</param>
    /// <param name="Name">Of the variable or header; of an argument its number.</param>
    internal sealed record Found(string Member, string Name, string Value);

    public static IEnumerable<Found> In(JsonObject entry)
    {
        foreach (var member in new[] { "env", "headers" })
        {
            foreach (var (name, value) in entry[member] as JsonObject ?? [])
            {
                if (TextOf(value) is { Length: > 0 } text && !text.Contains("${", StringComparison.Ordinal) && ServerIdentity.IsSecret(name, text))
                {
                    yield return new Found(member, name, text);
                }
            }
        }

        var number = 0;
        foreach (var argument in entry["args"] as JsonArray ?? [])
        {
            number++;
            if (TextOf(argument) is { } text && SecretMask.Of(text) != text)
            {
                yield return new Found("args", $"{number}", text);
            }
        }

        if (TextOf(entry["url"]) is { } url && SecretMask.Of(url) != url)
        {
            yield return new Found("url", "", url);
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
