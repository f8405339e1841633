namespace EditorAgent.Protocol.Lifecycle;

public sealed record AgentAuthCapabilities
{
    [JsonConverter(typeof(LenientConverter<EmptyCapability>))]
    public EmptyCapability? Logout { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
