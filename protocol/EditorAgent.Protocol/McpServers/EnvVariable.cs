namespace EditorAgent.Protocol.McpServers;

public sealed record EnvVariable
{
    public required string Name { get; init; }

    public required string Value { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
