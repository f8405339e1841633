using System.Text.Json;

namespace EditorAgent.Core.Telemetry;

/// <summary>A JSON value once more with the secrets in its names and strings masked; images are left out.</summary>
public static class MaskedJson
{
    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    WriteMember(json, value, member);
                }

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
            case JsonValueKind.String:
                json.WriteStringValue(SecretMask.Of(value.GetString()!));
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    private static void WriteMember(Utf8JsonWriter json, JsonElement holder, JsonProperty member)
    {
        json.WritePropertyName(SecretMask.Of(member.Name));
        if (member.NameEquals("data"u8) && holder.TryGetProperty("image"u8, out _))
        {
            json.WriteStringValue("(left out)");
            return;
        }

        // Arguments are JSON in a string: masked inside, so that they stay JSON.
        if (member.NameEquals("arguments"u8) && member.Value.ValueKind == JsonValueKind.String)
        {
            json.WriteStringValue(OfText(member.Value.GetString()!));
            return;
        }

        Write(json, member.Value);
    }

    /// <summary>JSON text with its secrets masked; what is no JSON is masked as text.</summary>
    public static string OfText(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            using var output = new MemoryStream();
            using (var json = new Utf8JsonWriter(output))
            {
                Write(json, document.RootElement);
            }

            return System.Text.Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return SecretMask.Of(text);
        }
    }
}
