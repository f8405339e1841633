namespace EditorAgent.Protocol.Content;

internal sealed class ResourceContentsConverter : JsonConverter<ResourceContents>
{
    public override ResourceContents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var raw = (JsonElement)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(JsonElement)))!;
        if (raw.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("ResourceContents: expected an object.");
        }

        if (raw.TryGetProperty("text", out _))
        {
            return (ResourceContents)raw.Deserialize(options.GetTypeInfo(typeof(ResourceContents.Text)))!;
        }

        return raw.TryGetProperty("blob", out _)
            ? (ResourceContents)raw.Deserialize(options.GetTypeInfo(typeof(ResourceContents.Blob)))!
            : new ResourceContents.Unknown(raw);
    }

    public override void Write(Utf8JsonWriter writer, ResourceContents value, JsonSerializerOptions options)
    {
        if (value is ResourceContents.Unknown unknown)
        {
            unknown.Raw.WriteTo(writer);
            return;
        }

        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
    }
}
