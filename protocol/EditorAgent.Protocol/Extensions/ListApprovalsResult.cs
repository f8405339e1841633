namespace EditorAgent.Protocol.Extensions;

public sealed record ListApprovalsResult
{
    [JsonConverter(typeof(ItemsConverter<PendingApproval>))]
    public required IReadOnlyList<PendingApproval> Pending { get; init; }

    /// <summary>Of this session, and stored for its workspace.</summary>
    [JsonConverter(typeof(ItemsConverter<ApprovalGrant>))]
    public required IReadOnlyList<ApprovalGrant> Grants { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
