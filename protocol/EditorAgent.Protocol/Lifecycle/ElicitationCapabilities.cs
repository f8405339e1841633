namespace EditorAgent.Protocol.Lifecycle;

public sealed record ElicitationCapabilities
{
    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Form { get; init; }

    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Url { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
