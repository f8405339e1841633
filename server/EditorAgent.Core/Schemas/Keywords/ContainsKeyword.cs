using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
internal sealed class ContainsKeyword(SchemaNode wanted, long least, long most, bool marks) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var count = 0L;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (walk.FitsQuietly(wanted, item, null))
            {
                count++;
                if (marks)
                {
                    seen?.Add(index);
                }
            }

            if (walk.IsStopped)
            {
                return false;
            }

            index++;
        }

        if (count < least)
        {
            return walk.Explains && walk.Fail(node, $"needs at least {least} items of the kind it must contain, not {count}");
        }

        return count <= most || (walk.Explains && walk.Fail(node, $"may have at most {most} items of the kind it contains, not {count}"));
    }
}
