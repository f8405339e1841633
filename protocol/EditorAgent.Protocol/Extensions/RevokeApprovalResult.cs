namespace EditorAgent.Protocol.Extensions;

public sealed record RevokeApprovalResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
