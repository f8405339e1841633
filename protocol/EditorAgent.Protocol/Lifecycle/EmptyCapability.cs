namespace EditorAgent.Protocol.Lifecycle;

/// <summary>A capability that is supported by being there: an object on the wire, never a boolean.</summary>
public sealed record EmptyCapability
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
