namespace EditorAgent.Protocol.Extensions;

public sealed record AuditMcpResult
{
    /// <summary>The newest first.</summary>
    [JsonConverter(typeof(ItemsConverter<McpAuditRecord>))]
    public required IReadOnlyList<McpAuditRecord> Records { get; init; }

    /// <summary>What is wrong with the chain of records; absent when it is whole.</summary>
    public string? Damage { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
