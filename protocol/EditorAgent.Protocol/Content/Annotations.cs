namespace EditorAgent.Protocol.Content;

public sealed record Annotations
{
    [JsonConverter(typeof(LenientItemsConverter<Role>))]
    public IReadOnlyList<Role>? Audience { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? LastModified { get; init; }

    [JsonConverter(typeof(LenientConverter<double?>))]
    public double? Priority { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
