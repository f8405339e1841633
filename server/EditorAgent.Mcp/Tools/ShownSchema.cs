using System.Collections.Frozen;
using System.Text.Json;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// A tool's input schema as a model gets it: the server's own, so that what is validated is what was promised, but its words cleaned, and
/// nothing that points out of it. What is too large or no schema of an object is not offered at all.
/// </summary>
internal static class ShownSchema
{
    private const int MostBytes = 32 * 1024;
    private const int MostWords = 1_024;

    /// <summary>What draft 7 reads in another way than the newest revision, which holds where none is named.</summary>
    private static readonly FrozenSet<string> Revised = FrozenSet.ToFrozenSet(
        [
            "$ref", "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "additionalItems", "dependencies", "dependentRequired", "dependentSchemas", "maxContains", "minContains",
            "prefixItems", "unevaluatedItems", "unevaluatedProperties",
        ],
        StringComparer.Ordinal);

    /// <returns>The schema, or what is wrong with it.</returns>
    public static (ReadOnlyMemory<byte> Schema, string? Problem) Of(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return (default, "its input schema is no object");
        }

        if (schema.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.String && type.ValueEquals("object")))
        {
            return (default, "its input schema does not describe an object");
        }

        var text = schema.GetRawText();
        if (text.Length > MostBytes)
        {
            return (default, $"its input schema is larger than {MostBytes / 1024} KB");
        }

        try
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                if (type.ValueKind == JsonValueKind.Undefined)
                {
                    json.WriteString("type", "object");
                }

                WriteMembers(json, schema, leftOut: schema.TryGetProperty("$schema", out var meta) && IsIdle(meta, schema) ? "$schema" : "$comment");
                json.WriteEndObject();
            }

            return (buffer.ToArray(), null);
        }
        catch (InvalidOperationException)
        {
            return (default, "its input schema holds half of a surrogate pair");
        }
        catch (FormatException outside)
        {
            return (default, outside.Message);
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, JsonElement holder, string leftOut)
    {
        foreach (var member in holder.EnumerateObject())
        {
            if (member.NameEquals("$comment") || member.NameEquals(leftOut))
            {
                continue;
            }

            json.WritePropertyName(member.Name);
            if (member.Value.ValueKind == JsonValueKind.String && member.Name is "description" or "title")
            {
                json.WriteStringValue(ServerText.Cleaned(member.Value.GetString()!, MostWords));
            }
            else if (member.Name is "enum" or "const" or "default" or "examples")
            {
                member.Value.WriteTo(json);
            }
            else
            {
                Refuse(member);
                Write(json, member.Value);
            }
        }
    }

    /// <summary>Whether the schema means the same without naming its revision: sixty bytes of every request that tell a model nothing.</summary>
    private static bool IsIdle(JsonElement revision, JsonElement schema) => revision.ValueKind == JsonValueKind.String && revision.GetString()!.TrimEnd('#') switch
    {
        "https://json-schema.org/draft/2020-12/schema" => true,
        "http://json-schema.org/draft-07/schema" => !IsRevised(schema),
        _ => false,
    };

    private static bool IsRevised(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => Revised.Contains(member.Name) || (member.Name == "items" && member.Value.ValueKind == JsonValueKind.Array) || IsRevised(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsRevised),
        _ => false,
    };

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                WriteMembers(json, value, leftOut: "$comment");
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>Nothing is ever fetched, so a schema that lies elsewhere is unknown.</summary>
    private static void Refuse(JsonProperty member)
    {
        if (member.Name is "$ref" or "$dynamicRef" && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { } target && !target.StartsWith('#'))
        {
            throw new FormatException("its input schema points to another document, and none is fetched");
        }
    }
}
