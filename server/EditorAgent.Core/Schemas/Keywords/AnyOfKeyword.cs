using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>anyOf</c>.</summary>
internal sealed class AnyOfKeyword(SchemaNode[] branches) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        var fits = false;
        foreach (var branch in branches)
        {
            var own = seen is null ? null : new SeenParts();
            if (walk.FitsQuietly(branch, value, own))
            {
                fits = true;
                if (seen is null)
                {
                    return true;
                }

                seen.Add(own!);
            }

            if (walk.IsStopped)
            {
                return false;
            }
        }

        return fits || (walk.Explains && BranchWords.Fail(walk, node, branches, value, "fits none of the allowed forms"));
    }
}
