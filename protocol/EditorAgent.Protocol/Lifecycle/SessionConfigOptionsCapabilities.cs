namespace EditorAgent.Protocol.Lifecycle;

public sealed record SessionConfigOptionsCapabilities
{
    /// <summary>Options of type <c>boolean</c> may be sent.</summary>
    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Boolean { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
