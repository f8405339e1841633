namespace EditorAgent.Protocol.Extensions;

[WireMethod(EditorAgentMethods.EnableMcpServer, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record EnableMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
