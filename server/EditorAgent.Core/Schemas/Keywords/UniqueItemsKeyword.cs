using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>uniqueItems</c>.</summary>
internal sealed class UniqueItemsKeyword : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < 2)
        {
            return true;
        }

        var known = new Dictionary<int, List<JsonElement>>();
        foreach (var item in value.EnumerateArray())
        {
            var hash = JsonEquality.Hash(item, walk);
            if (!known.TryGetValue(hash, out var alike))
            {
                known.Add(hash, [item]);
                continue;
            }

            foreach (var other in alike)
            {
                if (JsonEquality.AreEqual(item, other, walk))
                {
                    return walk.Explains && walk.Fail(node, "must not hold the same item twice");
                }
            }

            alike.Add(item);
        }

        return !walk.IsStopped;
    }
}
