namespace EditorAgent.Protocol.Extensions;

public sealed record ForkSessionResult
{
    /// <summary>Of the new session.</summary>
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
