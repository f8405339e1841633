namespace EditorAgent.Protocol.Sessions;

public sealed record DeleteSessionResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
