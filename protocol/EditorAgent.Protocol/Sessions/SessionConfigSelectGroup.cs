namespace EditorAgent.Protocol.Sessions;

public sealed record SessionConfigSelectGroup
{
    public required string Group { get; init; }

    public required string Name { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<SessionConfigSelectOption>))]
    public required IReadOnlyList<SessionConfigSelectOption> Options { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
