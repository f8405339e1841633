namespace EditorAgent.Protocol.Serialization;

internal static class ItemsWriter
{
    public static void Write<T>(Utf8JsonWriter writer, IReadOnlyList<T> items, JsonSerializerOptions options)
    {
        var itemType = options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        for (var i = 0; i < items.Count; i++)
        {
            JsonSerializer.Serialize(writer, items[i], itemType);
        }

        writer.WriteEndArray();
    }
}
