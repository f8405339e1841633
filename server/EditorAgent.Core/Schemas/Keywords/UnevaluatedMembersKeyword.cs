using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>unevaluatedProperties</c>.</summary>
internal sealed class UnevaluatedMembersKeyword(SchemaNode rest) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var member in value.EnumerateObject())
        {
            var name = member.Name;
            if (seen!.Has(name))
            {
                continue;
            }

            if (rest.IsNever)
            {
                return walk.FailMember(node, name, "is not a known parameter");
            }

            if (!walk.FitsMember(rest, name, member.Value))
            {
                return false;
            }
        }

        seen!.AddAllNames();
        return true;
    }
}
