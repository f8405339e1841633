using System.Text.Json;
using EditorAgent.Core.Schemas.Patterns;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>, in one way through the object.</summary>
internal sealed class MembersKeyword(
    Dictionary<string, SchemaNode> properties, (SchemaPattern Pattern, SchemaNode Node)[] patterns, SchemaNode? rest) : SchemaKeyword
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
            var isKnown = properties.TryGetValue(name, out var declared);
            if (isKnown && !walk.FitsMember(declared!, name, member.Value))
            {
                return false;
            }

            foreach (var (pattern, matched) in patterns)
            {
                if (!pattern.Matches(name, walk))
                {
                    continue;
                }

                isKnown = true;
                if (!walk.FitsMember(matched, name, member.Value))
                {
                    return false;
                }
            }

            if (walk.IsStopped || (!isKnown && !this.FitsRest(walk, node, name, member.Value)))
            {
                return false;
            }

            if (isKnown || rest is not null)
            {
                seen?.Add(name);
            }
        }

        return true;
    }

    private bool FitsRest(SchemaWalk walk, SchemaNode node, string name, JsonElement value)
    {
        if (rest is null)
        {
            return true;
        }

        return rest.IsNever ? walk.FailMember(node, name, "is not a known parameter") : walk.FitsMember(rest, name, value);
    }
}
