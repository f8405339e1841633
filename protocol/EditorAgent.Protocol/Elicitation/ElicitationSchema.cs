namespace EditorAgent.Protocol.Elicitation;

/// <summary>A flat object of simple properties.</summary>
public sealed record ElicitationSchema
{
    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Title { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Description { get; init; }

    public required IReadOnlyDictionary<string, ElicitationProperty> Properties { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? Required { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
