namespace EditorAgent.Protocol.Serialization;

/// <summary>A list that is wrong as soon as one of its items is. A null in its place is the empty list, as the specification wants.</summary>
internal sealed class ItemsConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return [];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list.");
        }

        var itemType = options.GetTypeInfo(typeof(T));
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add((T)(JsonSerializer.Deserialize(ref reader, itemType) ?? throw new JsonException("A list holds a null.")));
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        => ItemsWriter.Write(writer, value, options);
}
