namespace EditorAgent.Protocol.Lifecycle;

public sealed record AuthCapabilities
{
    /// <summary>The client can run a login command in a terminal.</summary>
    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Terminal { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
