namespace EditorAgent.Protocol.Serialization;

/// <summary>
/// For an optional member: a value of the wrong shape counts as absent, because one member that a peer got wrong must not cost the
/// whole message. Writing is as strict as ever.
/// </summary>
internal sealed class LenientConverter<T> : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            return (T?)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(T)));
        }
        catch (JsonException)
        {
            reader = start;
            reader.Skip();
            return default;
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        => JsonSerializer.Serialize(writer, value, options.GetTypeInfo(typeof(T)));
}
