namespace EditorAgent.Protocol.Lifecycle;

public sealed record AuthenticateResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
