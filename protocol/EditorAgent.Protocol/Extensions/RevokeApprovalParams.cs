namespace EditorAgent.Protocol.Extensions;

/// <summary>Takes back a stored "always". It holds at once, in every process.</summary>
[WireMethod(EditorAgentMethods.RevokeApproval, WireSide.Agent, Result = typeof(RevokeApprovalResult), Gate = "approvals")]
public sealed record RevokeApprovalParams
{
    public required string SessionId { get; init; }

    public required string GrantId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
