namespace EditorAgent.Protocol.Extensions;

/// <summary>Starts a server, as its first use would, and waits until it is connected or cannot be.</summary>
[WireMethod(EditorAgentMethods.TestMcpServer, WireSide.Agent, Result = typeof(McpServerResult), Gate = "mcp")]
public sealed record TestMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
