namespace EditorAgent.Protocol.Extensions;

/// <summary>The MCP servers of a session, without starting any.</summary>
[WireMethod(EditorAgentMethods.ListMcpServers, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record ListMcpServersParams
{
    public required string SessionId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
