using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>minItems</c> and <c>maxItems</c>.</summary>
internal sealed class ItemCountKeyword(long least, long most) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var count = value.GetArrayLength();
        if (count < least)
        {
            return walk.Explains && walk.Fail(node, $"needs at least {least} items");
        }

        return count <= most || (walk.Explains && walk.Fail(node, $"may have at most {most} items"));
    }
}
