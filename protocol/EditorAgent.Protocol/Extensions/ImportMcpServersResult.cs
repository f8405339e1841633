namespace EditorAgent.Protocol.Extensions;

public sealed record ImportMcpServersResult
{
    [JsonConverter(typeof(ItemsConverter<McpImport>))]
    public required IReadOnlyList<McpImport> Servers { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
