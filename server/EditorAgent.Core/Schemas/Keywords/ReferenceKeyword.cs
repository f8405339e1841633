using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>$ref</c>.</summary>
internal sealed class ReferenceKeyword(SchemaNode target) : SchemaKeyword
{
    public SchemaNode Target => target;

    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen) => walk.Fits(target, value, seen);
}
