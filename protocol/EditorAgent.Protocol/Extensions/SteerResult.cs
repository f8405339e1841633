namespace EditorAgent.Protocol.Extensions;

public sealed record SteerResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
