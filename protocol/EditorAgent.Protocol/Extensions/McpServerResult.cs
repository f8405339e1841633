namespace EditorAgent.Protocol.Extensions;

public sealed record McpServerResult
{
    public required McpServerStatus Server { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
