namespace EditorAgent.Protocol.Extensions;

/// <summary>The question that waits for an answer, and what the user has allowed beyond single calls.</summary>
[WireMethod(EditorAgentMethods.ListApprovals, WireSide.Agent, Result = typeof(ListApprovalsResult), Gate = "approvals")]
public sealed record ListApprovalsParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
