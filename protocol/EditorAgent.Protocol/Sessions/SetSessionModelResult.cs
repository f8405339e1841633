namespace EditorAgent.Protocol.Sessions;

public sealed record SetSessionModelResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
