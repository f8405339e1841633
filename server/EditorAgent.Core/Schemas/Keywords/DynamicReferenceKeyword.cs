using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>$dynamicRef</c> whose own target carries the anchor: the outermost schema on the way here that carries it too is meant.</summary>
internal sealed class DynamicReferenceKeyword(SchemaNode target, string anchor) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen) =>
        walk.Fits(walk.Dynamic(anchor) ?? target, value, seen);
}
