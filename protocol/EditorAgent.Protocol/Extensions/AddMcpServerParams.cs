namespace EditorAgent.Protocol.Extensions;

/// <summary>Writes a new server into a configuration file; the user's own word, so it counts as approved.</summary>
[WireMethod(EditorAgentMethods.AddMcpServer, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record AddMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c> or <c>workspace</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>The entry as in mcp.json: <c>command</c> or <c>url</c> and the rest.</summary>
    public required JsonElement Server { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
