namespace EditorAgent.Protocol.Extensions;

[WireMethod(EditorAgentMethods.DisableMcpServer, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record DisableMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
