namespace EditorAgent.Protocol.ClientMethods;

public sealed record ReadTextFileResult
{
    public required string Content { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
