namespace EditorAgent.Protocol.Lifecycle;

/// <summary>Who is at one end of the connection.</summary>
public sealed record Implementation
{
    public required string Name { get; init; }

    [JsonConverter(typeof(LenientConverter<string>))]
    public string? Title { get; init; }

    public required string Version { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
