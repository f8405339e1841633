namespace EditorAgent.Protocol.Updates;

public sealed record ToolCallLocation
{
    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    /// <summary>1-based.</summary>
    [JsonConverter(typeof(LenientConverter<uint?>))]
    public uint? Line { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
