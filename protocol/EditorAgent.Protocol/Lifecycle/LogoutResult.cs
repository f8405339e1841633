namespace EditorAgent.Protocol.Lifecycle;

public sealed record LogoutResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
