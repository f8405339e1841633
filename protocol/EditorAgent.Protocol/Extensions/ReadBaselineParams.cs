namespace EditorAgent.Protocol.Extensions;

/// <summary>A file without the changes under review: the left side of a comparison.</summary>
[WireMethod(EditorAgentMethods.ReadBaseline, WireSide.Agent, Result = typeof(ReadBaselineResult), Gate = "review")]
public sealed record ReadBaselineParams
{
    public required string SessionId { get; init; }

    /// <summary>Absolute.</summary>
    public required string Path { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
