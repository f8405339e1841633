namespace EditorAgent.Protocol.ClientMethods;

public sealed record WriteTextFileResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
