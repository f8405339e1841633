namespace EditorAgent.Protocol.Extensions;

public sealed record RevokeTrustResult
{
    public required bool WasTrusted { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
