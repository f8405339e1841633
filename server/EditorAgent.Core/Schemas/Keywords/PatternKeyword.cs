using System.Text.Json;
using EditorAgent.Core.Schemas.Patterns;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>pattern</c>.</summary>
internal sealed class PatternKeyword(SchemaPattern pattern) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen) =>
        value.ValueKind != JsonValueKind.String
        || pattern.Matches(value.GetString()!, walk)
        || (!walk.IsStopped && walk.Explains && walk.Fail(node, $"must match {pattern.Source}"));
}
