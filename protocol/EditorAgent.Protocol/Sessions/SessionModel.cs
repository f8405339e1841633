namespace EditorAgent.Protocol.Sessions;

public sealed record SessionModel
{
    public required string ModelId { get; init; }

    public required string Name { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Description { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
