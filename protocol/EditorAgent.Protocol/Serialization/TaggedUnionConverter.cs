namespace EditorAgent.Protocol.Serialization;

/// <summary>
/// Reads a closed union whose kind is named by one member, wherever in the object that member stands. A kind without a record is kept
/// as it came and written back the same, so a newer peer loses nothing by passing through here.
/// </summary>
/// <param name="discriminator">Name of the member. Each kind's record writes it as its own first member.</param>
internal abstract class TaggedUnionConverter<TUnion>(string discriminator) : JsonConverter<TUnion>
    where TUnion : class
{
    /// <summary>So that a null in a list of the union is refused instead of reaching code that expects a value.</summary>
    public override bool HandleNull => true;

    public override TUnion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{typeof(TUnion).Name}: expected an object.");
        }

        var kind = this.TypeOf(this.ReadTag(reader));
        return kind is null
            ? this.Unknown((JsonElement)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(typeof(JsonElement)))!)
            : (TUnion)JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(kind))!;
    }

    public override void Write(Utf8JsonWriter writer, TUnion value, JsonSerializerOptions options)
    {
        if (this.RawOf(value) is { } raw)
        {
            raw.WriteTo(writer);
            return;
        }

        JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
    }

    /// <summary>The record of a kind; null when there is none. The tag is null when the member is missing.</summary>
    protected abstract Type? TypeOf(string? tag);

    protected abstract TUnion Unknown(JsonElement raw);

    /// <summary>Not null exactly for an unknown kind.</summary>
    protected abstract JsonElement? RawOf(TUnion value);

    // Works on a copy: the caller's reader stays at the start of the object.
    private string? ReadTag(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(discriminator);
            reader.Read();
            if (!found)
            {
                reader.Skip();
                continue;
            }

            return reader.TokenType == JsonTokenType.String
                ? reader.GetString()
                : throw new JsonException($"{typeof(TUnion).Name}: the member '{discriminator}' is not a text.");
        }

        return null;
    }
}
