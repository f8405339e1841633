using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary>The first items one by one (<c>prefixItems</c>, an old list of <c>items</c>), and all others (<c>items</c>, <c>additionalItems</c>).</summary>
internal sealed class ItemsKeyword(SchemaNode[] leading, SchemaNode? rest) : SchemaKeyword
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
            var schema = index < leading.Length ? leading[index] : rest;
            if (schema is null)
            {
                break;
            }

            if (index >= leading.Length && schema.IsNever)
            {
                return walk.Explains && walk.Fail(node, leading.Length == 0 ? "must be empty" : $"may have at most {leading.Length} items");
            }

            if (!walk.FitsItem(schema, index, item))
            {
                return false;
            }

            index++;
        }

        if (rest is not null)
        {
            seen?.AddAllItems();
        }

        seen?.AddLeading(leading.Length);
        return true;
    }
}
