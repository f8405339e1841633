using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// Finds what a form must never ask for: what is typed into one goes to the server in plain text and through whoever shows it. A server
/// gets secrets from its configuration, or from a page of its own in the browser.
/// </summary>
internal static class SecretFields
{
    private static readonly FrozenSet<string> Always =
        FrozenSet.ToFrozenSet(["password", "passwd", "pwd", "passphrase", "passcode", "passwort", "kennwort", "secret", "credential", "apikey", "otp", "cvv", "cvc", "ssn"], StringComparer.Ordinal);

    private static readonly ImmutableArray<(string First, string Second)> Pairs =
    [
        ("api", "key"), ("api", "token"), ("private", "key"), ("access", "key"), ("signing", "key"), ("encryption", "key"), ("license", "key"), ("access", "token"), ("auth", "token"),
        ("bearer", "token"), ("refresh", "token"), ("session", "token"), ("personal", "token"), ("security", "code"), ("recovery", "code"), ("verification", "code"), ("card", "number"),
    ];

    /// <param name="message">What the form says above its fields.</param>
    /// <param name="schema">Of the form.</param>
    /// <returns>The name of a field that asks for a secret; null where none does.</returns>
    public static string? In(string message, JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // A message that speaks of a secret speaks of what is to be typed below it.
        var isAnnounced = Names(message);
        foreach (var field in properties.EnumerateObject())
        {
            if (IsTyped(field.Value) && (isAnnounced || EndsInToken(field.Name) || Names(field.Name) || TextsOf(field.Value).Any(Names) || IsMasked(field.Value)))
            {
                return field.Name;
            }
        }

        return null;
    }

    private static bool Names(string text)
    {
        var words = Words.Of(text);
        return words.Any(Always.Contains) || words.Zip(words.Skip(1)).Any(pair => Pairs.Contains((pair.First, pair.Second)));
    }

    private static bool EndsInToken(string name) => Words.Of(name) is [.., "token" or "pin"];

    private static bool IsTyped(JsonElement field) =>
        field.ValueKind == JsonValueKind.Object && !field.TryGetProperty("enum", out _) && !field.TryGetProperty("oneOf", out _)
        && field.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("string");

    private static bool IsMasked(JsonElement field) => field.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.ValueEquals("password");

    private static IEnumerable<string> TextsOf(JsonElement field) =>
        from member in field.EnumerateObject()
        where member.Name is "title" or "description" && member.Value.ValueKind == JsonValueKind.String
        select member.Value.GetString();
}
