using System.Text.Json;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Numbers in a schema: plain decimals that a double holds, and lower bounds not above the upper ones.</summary>
internal static class MoonshotBounds
{
    public const double Largest = 9_007_199_254_740_991;

    public static bool IsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number);

    public static bool IsInteger(JsonElement value) => IsNumber(value) && Math.Floor(value.GetDouble()) == value.GetDouble();

    public static string? Fault(JsonElement schema, bool isInteger) =>
        OfPair(schema, "minLength", "maxLength", isCount: true, isInteger: true)
        ?? OfPair(schema, "minItems", "maxItems", isCount: true, isInteger: true)
        ?? OfPair(schema, "minimum", "maximum", isCount: false, isInteger);

    private static string? OfPair(JsonElement schema, string lower, string upper, bool isCount, bool isInteger)
    {
        var least = Read(schema, lower, isCount, isInteger, out var fault);
        if (fault is not null)
        {
            return fault;
        }

        var most = Read(schema, upper, isCount, isInteger, out fault);
        return fault ?? (least > most ? $"{lower} is more than {upper}" : null);
    }

    private static double? Read(JsonElement schema, string name, bool isCount, bool isInteger, out string? fault)
    {
        fault = null;
        if (!schema.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (!IsNumber(value) || (isInteger && !IsInteger(value)) || (isCount && value.GetDouble() < 0))
        {
            fault = $"{name} must be {(isInteger ? "an integer" : "a number")}{(isCount ? " from 0" : "")}";
            return null;
        }

        return value.GetDouble();
    }
}
