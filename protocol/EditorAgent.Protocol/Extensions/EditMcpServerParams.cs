namespace EditorAgent.Protocol.Extensions;

/// <summary>Replaces members of a server's entry; a member that is null goes.</summary>
[WireMethod(EditorAgentMethods.EditMcpServer, WireSide.Agent, Result = typeof(ListMcpServersResult), Gate = "mcp")]
public sealed record EditMcpServerParams
{
    public required string SessionId { get; init; }

    /// <summary>Of the server.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c> or <c>workspace</c>.</summary>
    public required string Scope { get; init; }

    public required JsonElement Changes { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
