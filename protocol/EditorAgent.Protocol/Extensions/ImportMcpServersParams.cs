namespace EditorAgent.Protocol.Extensions;

/// <summary>Takes over servers from another program's configuration. Without <c>names</c> only says what would be taken over.</summary>
[WireMethod(EditorAgentMethods.ImportMcpServers, WireSide.Agent, Result = typeof(ImportMcpServersResult), Gate = "mcp")]
public sealed record ImportMcpServersParams
{
    public required string SessionId { get; init; }

    /// <summary><c>vscode</c>, <c>cursor</c>, <c>claude</c> or <c>kimi</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Where they go: <c>user</c> or <c>workspace</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Which; absent writes nothing.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? Names { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
