using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Numbers as the vendor takes them: plain decimals, no larger than a double counts exactly.</summary>
internal static class MoonshotNumbers
{
    private const decimal Largest = 9_007_199_254_740_991m;

    /// <summary>Null for what is no number, or none that may be written.</summary>
    public static decimal? Of(JsonNode? value) =>
        value is JsonValue number && number.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(number.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount is >= -Largest and <= Largest
            ? amount
            : null;

    public static JsonNode Written(decimal amount) => JsonNode.Parse(amount.ToString("0.############################", CultureInfo.InvariantCulture))!;

    /// <summary>A number of things; null for what is none.</summary>
    public static decimal? Count(JsonNode? value) => Of(value) is { } amount && decimal.IsInteger(amount) && amount >= 0 ? amount : null;
}
