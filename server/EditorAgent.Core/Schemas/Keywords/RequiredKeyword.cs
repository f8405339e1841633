using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>required</c>.</summary>
internal sealed class RequiredKeyword(string[] names) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var name in names)
        {
            if (!walk.Spend(1) || !value.TryGetProperty(name, out _))
            {
                return walk.FailMember(node, name, "is missing");
            }
        }

        return true;
    }
}
