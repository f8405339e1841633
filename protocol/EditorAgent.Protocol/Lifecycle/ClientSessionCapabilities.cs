namespace EditorAgent.Protocol.Lifecycle;

public sealed record ClientSessionCapabilities
{
    [JsonConverter(typeof(LenientConverter<SessionConfigOptionsCapabilities>))]
    public SessionConfigOptionsCapabilities? ConfigOptions { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Notices { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Compaction { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
