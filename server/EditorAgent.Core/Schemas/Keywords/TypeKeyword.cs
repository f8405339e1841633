using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>type</c>.</summary>
internal sealed class TypeKeyword(JsonTypes allowed) : SchemaKeyword
{
    public JsonTypes Allowed => allowed;

    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen) =>
        Matches(allowed, value)
        || (walk.Explains && walk.Fail(node, $"must be {JsonTypeNames.Describe(node.Source.GetProperty("type"u8))}, not {JsonTypeNames.Name(value)}"));

    public static bool Matches(JsonTypes allowed, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => (allowed & JsonTypes.Object) != 0,
        JsonValueKind.Array => (allowed & JsonTypes.Array) != 0,
        JsonValueKind.String => (allowed & JsonTypes.String) != 0,
        JsonValueKind.True or JsonValueKind.False => (allowed & JsonTypes.Boolean) != 0,
        JsonValueKind.Null => (allowed & JsonTypes.Null) != 0,
        JsonValueKind.Number => (allowed & JsonTypes.Number) != 0 || ((allowed & JsonTypes.Integer) != 0 && ExactNumber.IsWhole(value)),
        _ => false,
    };
}
