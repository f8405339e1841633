namespace EditorAgent.Protocol.Extensions;

/// <summary>The newest records of the audit of MCP calls.</summary>
[WireMethod(EditorAgentMethods.AuditMcp, WireSide.Agent, Result = typeof(AuditMcpResult), Gate = "mcp")]
public sealed record AuditMcpParams
{
    public required string SessionId { get; init; }

    /// <summary>Only of this one.</summary>
    public string? Server { get; init; }

    /// <summary>At most 500; 50 when absent.</summary>
    public int? Limit { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
