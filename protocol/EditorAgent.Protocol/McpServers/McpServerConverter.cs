namespace EditorAgent.Protocol.McpServers;

internal sealed class McpServerConverter() : TaggedUnionConverter<McpServer>("type")
{
    protected override Type? TypeOf(string? tag) => tag switch
    {
        // Some clients name the one kind that the specification leaves untagged.
        "stdio" => typeof(McpServer.Stdio),
        "http" => typeof(McpServer.Http),
        "sse" => typeof(McpServer.Sse),
        null => typeof(McpServer.Stdio),
        _ => null,
    };

    protected override McpServer Unknown(JsonElement raw) => new McpServer.Unknown(raw);

    protected override JsonElement? RawOf(McpServer value) => (value as McpServer.Unknown)?.Raw;
}
