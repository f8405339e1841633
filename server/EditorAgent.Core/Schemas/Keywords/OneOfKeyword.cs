using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>oneOf</c>.</summary>
internal sealed class OneOfKeyword(SchemaNode[] branches) : SchemaKeyword
{
    private const string Expected = "must fit exactly one of the allowed forms";

    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        SeenParts? looked = null;
        var count = 0;
        foreach (var branch in branches)
        {
            var own = seen is null ? null : new SeenParts();
            if (walk.FitsQuietly(branch, value, own))
            {
                looked = own;
                count++;
            }

            if (walk.IsStopped)
            {
                return false;
            }

            if (count > 1)
            {
                return walk.Explains && walk.Fail(node, Expected);
            }
        }

        if (count == 0)
        {
            return walk.Explains && BranchWords.Fail(walk, node, branches, value, Expected);
        }

        if (looked is not null)
        {
            seen?.Add(looked);
        }

        return true;
    }
}
