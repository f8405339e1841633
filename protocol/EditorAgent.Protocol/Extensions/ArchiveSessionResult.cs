namespace EditorAgent.Protocol.Extensions;

public sealed record ArchiveSessionResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
