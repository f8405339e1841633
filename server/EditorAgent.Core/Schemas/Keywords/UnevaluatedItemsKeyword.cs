using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>unevaluatedItems</c>.</summary>
internal sealed class UnevaluatedItemsKeyword(SchemaNode rest) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (!seen!.Has(index) && !walk.FitsItem(rest, index, item))
            {
                return false;
            }

            index++;
        }

        seen!.AddAllItems();
        return true;
    }
}
