namespace EditorAgent.Protocol.Extensions;

/// <summary>The user approves a server as its status showed it; refused when it has changed since, and in a workspace that is not trusted.</summary>
[WireMethod(EditorAgentMethods.TrustMcpServer, WireSide.Agent, Result = typeof(McpServerResult), Gate = "mcp")]
public sealed record TrustMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Whether what it says of its tools (read-only, idempotent) may also make calls looser.</summary>
    public bool BelievesAnnotations { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
