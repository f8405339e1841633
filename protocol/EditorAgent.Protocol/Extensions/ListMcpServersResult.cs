namespace EditorAgent.Protocol.Extensions;

public sealed record ListMcpServersResult
{
    [JsonConverter(typeof(ItemsConverter<McpServerStatus>))]
    public required IReadOnlyList<McpServerStatus> Servers { get; init; }

    /// <summary>What of the configuration cannot be used, one line each.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Problems { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
