using System.Text.Json;
using System.Text.Json.Nodes;

namespace EditorAgent.ModelProviders.OpenAiCompatible.Moonshot;

/// <summary>Lower and upper bounds in the form that the vendor takes; two that contradict each other are left out.</summary>
internal static class MoonshotRanges
{
    public static void AddCounts(JsonObject written, JsonObject flat, string lower, string upper) =>
        Add(written, lower, MoonshotNumbers.Count(flat[lower]), upper, MoonshotNumbers.Count(flat[upper]));

    public static void AddBounds(JsonObject written, JsonObject flat, bool isInteger)
    {
        var least = MoonshotNumbers.Of(flat["minimum"]);
        var most = MoonshotNumbers.Of(flat["maximum"]);
        var above = IsTrue(flat["exclusiveMinimum"]) ? least : MoonshotNumbers.Of(flat["exclusiveMinimum"]);
        var below = IsTrue(flat["exclusiveMaximum"]) ? most : MoonshotNumbers.Of(flat["exclusiveMaximum"]);
        if (isInteger)
        {
            least = Larger(least is { } floor ? decimal.Ceiling(floor) : null, above is { } under ? decimal.Floor(under) + 1 : null);
            most = Smaller(most is { } ceiling ? decimal.Floor(ceiling) : null, below is { } over ? decimal.Ceiling(over) - 1 : null);
        }
        else
        {
            least = Larger(least, above);
            most = Smaller(most, below);
        }

        Add(written, "minimum", least, "maximum", most);
    }

    private static void Add(JsonObject written, string lower, decimal? least, string upper, decimal? most)
    {
        if (least > most)
        {
            return;
        }

        if (least is { } from)
        {
            written[lower] = MoonshotNumbers.Written(from);
        }

        if (most is { } to)
        {
            written[upper] = MoonshotNumbers.Written(to);
        }
    }

    private static bool IsTrue(JsonNode? value) => value is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;

    private static decimal? Larger(decimal? one, decimal? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);

    private static decimal? Smaller(decimal? one, decimal? other) => one is null ? other : other is null ? one : Math.Min(one.Value, other.Value);
}
