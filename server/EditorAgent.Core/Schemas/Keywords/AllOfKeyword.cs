using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>allOf</c>.</summary>
internal sealed class AllOfKeyword(SchemaNode[] parts) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        foreach (var part in parts)
        {
            if (!walk.Fits(part, value, seen))
            {
                return false;
            }
        }

        return true;
    }
}
