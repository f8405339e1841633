namespace EditorAgent.Protocol.Extensions;

public sealed record GrantTrustResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
