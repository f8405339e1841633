namespace EditorAgent.Protocol.Sessions;

internal sealed class SessionConfigSelectOptionsConverter : JsonConverter<SessionConfigSelectOptions>
{
    public override SessionConfigSelectOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var raw = (JsonElement)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(JsonElement)))!;
        if (raw.ValueKind != JsonValueKind.Array || raw.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            return new SessionConfigSelectOptions.Unknown(raw);
        }

        if (raw.EnumerateArray().All(item => item.TryGetProperty("value", out _)))
        {
            return new SessionConfigSelectOptions.Flat(Items<SessionConfigSelectOption>(raw, options));
        }

        return raw.EnumerateArray().All(item => item.TryGetProperty("group", out _))
            ? new SessionConfigSelectOptions.Grouped(Items<SessionConfigSelectGroup>(raw, options))
            : new SessionConfigSelectOptions.Unknown(raw);
    }

    public override void Write(Utf8JsonWriter writer, SessionConfigSelectOptions value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case SessionConfigSelectOptions.Flat flat:
                ItemsWriter.Write(writer, flat.Options, options);
                break;
            case SessionConfigSelectOptions.Grouped grouped:
                ItemsWriter.Write(writer, grouped.Groups, options);
                break;
            case SessionConfigSelectOptions.Unknown unknown:
                unknown.Raw.WriteTo(writer);
                break;
        }
    }

    private static List<T> Items<T>(JsonElement list, JsonSerializerOptions options)
    {
        var itemType = options.GetTypeInfo(typeof(T));
        return [.. list.EnumerateArray().Select(item => (T)item.Deserialize(itemType)!)];
    }
}
