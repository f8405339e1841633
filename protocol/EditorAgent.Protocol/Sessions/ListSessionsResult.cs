namespace EditorAgent.Protocol.Sessions;

public sealed record ListSessionsResult
{
    [JsonConverter(typeof(LenientItemsConverter<ListedSession>))]
    public required IReadOnlyList<ListedSession> Sessions { get; init; }

    /// <summary>Absent on the last page.</summary>
    [JsonConverter(typeof(LenientConverter<string>))]
    public string? NextCursor { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
