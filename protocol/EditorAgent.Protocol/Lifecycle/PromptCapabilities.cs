namespace EditorAgent.Protocol.Lifecycle;

/// <summary>Content a prompt may hold beyond text and resource links.</summary>
public sealed record PromptCapabilities
{
    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Image { get; init; }

    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool Audio { get; init; }

    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool EmbeddedContext { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
