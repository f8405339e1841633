using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>minProperties</c> and <c>maxProperties</c>.</summary>
internal sealed class MemberCountKeyword(long least, long most) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        var count = value.GetPropertyCount();
        if (count < least)
        {
            return walk.Explains && walk.Fail(node, $"needs at least {least} members");
        }

        return count <= most || (walk.Explains && walk.Fail(node, $"may have at most {most} members"));
    }
}
