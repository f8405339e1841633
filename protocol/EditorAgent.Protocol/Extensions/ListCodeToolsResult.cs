namespace EditorAgent.Protocol.Extensions;

public sealed record ListCodeToolsResult
{
    [JsonConverter(typeof(ItemsConverter<CodeTool>))]
    public required IReadOnlyList<CodeTool> Tools { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
