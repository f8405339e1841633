namespace EditorAgent.Protocol.Extensions;

public sealed record SetKeyResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
