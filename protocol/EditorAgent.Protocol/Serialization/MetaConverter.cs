namespace EditorAgent.Protocol.Serialization;

/// <summary>The free member <c>_meta</c>: an object. Anything else counts as absent when read and is refused when written.</summary>
internal sealed class MetaConverter : JsonConverter<JsonElement?>
{
    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return (JsonElement)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(JsonElement)))!;
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        if (value is not { ValueKind: JsonValueKind.Object } meta)
        {
            throw new JsonException("_meta must be an object.");
        }

        meta.WriteTo(writer);
    }
}
