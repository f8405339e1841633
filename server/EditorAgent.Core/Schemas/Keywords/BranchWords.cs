using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary>
/// What to say of a value that fits no branch: where only one branch is for values of its kind (<c>anyOf</c> of an object and null), what is
/// wrong there says more than that none fits.
/// </summary>
internal static class BranchWords
{
    /// <returns>Always false.</returns>
    public static bool Fail(SchemaWalk walk, SchemaNode node, SchemaNode[] branches, JsonElement value, string otherwise)
    {
        SchemaNode? meant = null;
        foreach (var branch in branches)
        {
            if (!IsFor(branch, value))
            {
                continue;
            }

            if (meant is not null)
            {
                return walk.Fail(node, otherwise);
            }

            meant = branch;
        }

        if (meant is not null)
        {
            walk.Fits(meant, value, null);
        }

        return walk.Fail(node, otherwise);
    }

    /// <summary>Whether its type, or that of what it refers to, is the value's; a branch without one is for any value.</summary>
    private static bool IsFor(SchemaNode branch, JsonElement value)
    {
        for (var hops = 0; hops < 4; hops++)
        {
            if (Array.Find(branch.Keywords, keyword => keyword is TypeKeyword) is TypeKeyword type)
            {
                return TypeKeyword.Matches(type.Allowed, value);
            }

            if (branch.Keywords is not [ReferenceKeyword reference, ..])
            {
                return !branch.IsNever;
            }

            branch = reference.Target;
        }

        return true;
    }
}
