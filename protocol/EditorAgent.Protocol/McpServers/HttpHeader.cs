namespace EditorAgent.Protocol.McpServers;

public sealed record HttpHeader
{
    public required string Name { get; init; }

    public required string Value { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
