namespace EditorAgent.Protocol.Extensions;

/// <summary>Takes a server out of a configuration file, with its approval and its secrets.</summary>
[WireMethod(EditorAgentMethods.RemoveMcpServer, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record RemoveMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c> or <c>workspace</c>.</summary>
    public required string Scope { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
