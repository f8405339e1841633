using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace EditorAgent.Host.McpServer.Http;

/// <summary>
/// Values of a request's body as they are repeated in headers: integers decimal, booleans in lower case, and what a header cannot carry as
/// <c>=?base64?...?=</c> over its UTF-8.
/// </summary>
internal static class HeaderValue
{
    private const string Before = "=?base64?";
    private const string After = "?=";
    private const long MaxInteger = 9_007_199_254_740_991;

    /// <summary>The one value of the header, decoded; null when it is missing, twice there, or no such value.</summary>
    public static string? Read(StringValues header)
    {
        if (header is not [{ } raw] || raw.Any(character => character is not ('\t' or (>= ' ' and <= '~'))))
        {
            return null;
        }

        var text = raw.Trim(' ', '\t');
        if (!text.StartsWith(Before, StringComparison.Ordinal) || !text.EndsWith(After, StringComparison.Ordinal) || text.Length < Before.Length + After.Length)
        {
            return text;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(text[Before.Length..^After.Length]));
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether the header says what the body says.</summary>
    /// <param name="text">Decoded.</param>
    /// <param name="value">A string, boolean or integer of the arguments.</param>
    public static bool Says(string text, JsonNode value)
    {
        if (value is not JsonValue scalar)
        {
            return false;
        }

        if (scalar.TryGetValue(out string? expected))
        {
            return text == expected;
        }

        if (scalar.TryGetValue(out bool flag))
        {
            return text == (flag ? "true" : "false");
        }

        return Integer(text) is { } given && Integer(scalar.ToJsonString()) is { } wanted && given == wanted;
    }

    /// <summary>An integer that every JSON reader can hold; <c>42.0</c> is one.</summary>
    private static long? Integer(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && decimal.IsInteger(number)
        && Math.Abs(number) <= MaxInteger
            ? (long)number
            : null;
}
