namespace EditorAgent.Protocol.Sessions;

public sealed record CloseSessionResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
