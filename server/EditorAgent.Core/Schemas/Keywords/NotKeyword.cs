using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>not</c>.</summary>
internal sealed class NotKeyword(SchemaNode excluded) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        var fits = walk.FitsQuietly(excluded, value, null);
        return !walk.IsStopped && (!fits || (walk.Explains && walk.Fail(node, "has a form that is excluded")));
    }
}
