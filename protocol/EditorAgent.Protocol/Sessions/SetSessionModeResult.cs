namespace EditorAgent.Protocol.Sessions;

public sealed record SetSessionModeResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
