namespace EditorAgent.Protocol.Lifecycle;

public sealed record SessionCapabilities
{
    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? List { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Delete { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? AdditionalDirectories { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Resume { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Close { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
