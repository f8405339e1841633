namespace EditorAgent.Protocol.Sessions;

public sealed record SessionModeState
{
    public required string CurrentModeId { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<SessionMode>))]
    public required IReadOnlyList<SessionMode> AvailableModes { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
