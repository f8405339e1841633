namespace EditorAgent.Protocol.Serialization;

/// <summary>A list that leaves out the items it cannot read; anything but a list counts as absent. Writing is as strict as ever.</summary>
internal sealed class LenientItemsConverter<T> : JsonConverter<IReadOnlyList<T>>
{
    public override IReadOnlyList<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var itemType = options.GetTypeInfo(typeof(T));
        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader;
            try
            {
                if (JsonSerializer.Deserialize(ref reader, itemType) is T item)
                {
                    items.Add(item);
                }
            }
            catch (JsonException)
            {
                reader = start;
                reader.Skip();
            }
        }

        return items;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options)
        => ItemsWriter.Write(writer, value, options);
}
