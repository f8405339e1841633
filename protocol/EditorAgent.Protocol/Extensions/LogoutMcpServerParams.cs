namespace EditorAgent.Protocol.Extensions;

/// <summary>Revokes and forgets what a login gave.</summary>
[WireMethod(EditorAgentMethods.LogoutMcpServer, WireSide.Agent, Result = typeof(McpServerResult), Gate = "mcp")]
public sealed record LogoutMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
