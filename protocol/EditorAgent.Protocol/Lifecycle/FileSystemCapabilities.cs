namespace EditorAgent.Protocol.Lifecycle;

public sealed record FileSystemCapabilities
{
    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool ReadTextFile { get; init; }

    [JsonConverter(typeof(LenientConverter<bool>))]
    public bool WriteTextFile { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
