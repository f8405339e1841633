using System.Text.Json;

namespace EditorAgent.Core.Schemas.Keywords;

/// <summary><c>propertyNames</c>.</summary>
internal sealed class MemberNamesKeyword(SchemaNode names) : SchemaKeyword
{
    public override bool Holds(SchemaWalk walk, SchemaNode node, JsonElement value, SeenParts? seen)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!walk.FitsQuietly(names, AsText(member.Name), null))
            {
                return walk.IsStopped ? false : walk.FailMember(node, member.Name, "has a name that is not allowed here");
            }
        }

        return true;
    }

    private static JsonElement AsText(string name)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(name.Length + 2);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStringValue(name);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
