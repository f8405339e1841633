namespace EditorAgent.Protocol.Lifecycle;

public sealed record McpCapabilities
{
    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Http { get; init; }

    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Sse { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
