namespace EditorAgent.Protocol.Sessions;

public sealed record ListedSession
{
    public required string SessionId { get; init; }

    public required string Cwd { get; init; }

    [JsonConverter(typeof(LenientItemsConverter<string>))]
    public IReadOnlyList<string>? AdditionalDirectories { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Title { get; init; }

    /// <summary>ISO 8601.</summary>
    [JsonConverter(typeof(LenientConverter<string>))]
    public string? UpdatedAt { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
