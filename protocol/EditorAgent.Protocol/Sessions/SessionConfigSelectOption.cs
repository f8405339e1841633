namespace EditorAgent.Protocol.Sessions;

public sealed record SessionConfigSelectOption
{
    public required string Value { get; init; }

    public required string Name { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Description { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
