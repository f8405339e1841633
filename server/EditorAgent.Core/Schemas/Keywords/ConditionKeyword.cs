using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>.</summary>
internal sealed class ConditionKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        var own = seen is null ? null : new SeenParts();
        var fits = walk.FitsQuietly(condition, value, own);
        if (walk.IsStopped)
        {
            return false;
        }

        if (fits && own is not null)
        {
            seen!.Add(own);
        }

        var next = fits ? then : otherwise;
        return next is null || walk.Fits(next, value, seen);
    }
}
