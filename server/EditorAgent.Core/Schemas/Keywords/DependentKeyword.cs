using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>dependentRequired</c>, <c>dependentSchemas</c>, and <c>dependencies</c>, which is both.</summary>
internal sealed class DependentKeyword((string Name, string[] Needs, SchemaNode? Schema)[] rules) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var (name, needs, schema) in rules)
        {
            if (!walk.Spend(1))
            {
                return false;
            }

            if (!value.TryGetProperty(name, out _))
            {
                continue;
            }

            foreach (var needed in needs)
            {
                if (!walk.Spend(1) || !value.TryGetProperty(needed, out _))
                {
                    return walk.FailMember(node, needed, $"is missing, which {name} needs beside it");
                }
            }

            if (schema is not null && !walk.Fits(schema, value, seen))
            {
                return false;
            }
        }

        return true;
    }
}
