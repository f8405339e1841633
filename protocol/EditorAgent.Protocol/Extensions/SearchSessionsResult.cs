namespace EditorAgent.Protocol.Extensions;

public sealed record SearchSessionsResult
{
    [JsonConverter(typeof(ItemsConverter<FoundSession>))]
    public required IReadOnlyList<FoundSession> Sessions { get; init; }

    /// <summary>Whether a limit ended the search before everything was read: there may be more.</summary>
    public required bool IsPartial { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
