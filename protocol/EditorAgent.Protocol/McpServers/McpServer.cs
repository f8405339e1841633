namespace EditorAgent.Protocol.McpServers;

/// <summary>An MCP server that the client hands to a session.</summary>
[JsonConverter(typeof(McpServerConverter))]
public abstract record McpServer
{
    private McpServer()
    {
    }

    /// <summary>Started as a child process; written without a <c>type</c>.</summary>
    public sealed record Stdio : McpServer
    {
        public required string Name { get; init; }

        public required string Command { get; init; }

        [JsonConverter(typeof(ItemsConverter<string>))]
        public required IReadOnlyList<string> Args { get; init; }

        [JsonConverter(typeof(ItemsConverter<EnvVariable>))]
        public required IReadOnlyList<EnvVariable> Env { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    public sealed record Http : McpServer
    {
        [JsonPropertyName("type")]
        public string Tag => "http";

        public required string Name { get; init; }

        public required string Url { get; init; }

        [JsonConverter(typeof(ItemsConverter<HttpHeader>))]
        public required IReadOnlyList<HttpHeader> Headers { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>Deprecated by MCP.</summary>
    public sealed record Sse : McpServer
    {
        [JsonPropertyName("type")]
        public string Tag => "sse";

        public required string Name { get; init; }

        public required string Url { get; init; }

        [JsonConverter(typeof(ItemsConverter<HttpHeader>))]
        public required IReadOnlyList<HttpHeader> Headers { get; init; }

        [JsonPropertyName("_meta")]
        [JsonConverter(typeof(MetaConverter))]
        public JsonElement? Meta { get; init; }
    }

    /// <summary>A kind newer than this code: kept whole, written back unchanged.</summary>
    public sealed record Unknown(JsonElement Raw) : McpServer;
}
