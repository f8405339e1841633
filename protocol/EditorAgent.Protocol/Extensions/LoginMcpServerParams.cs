namespace EditorAgent.Protocol.Extensions;

/// <summary>Logs in at a server by OAuth. The address is opened by the client (<c>elicitation.url</c>). Answered when the login is over.</summary>
[WireMethod(EditorAgentMethods.LoginMcpServer, WireSide.Agent, Result = typeof(McpServerResult), Gate = "mcp")]
public sealed record LoginMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
