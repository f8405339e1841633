namespace EditorAgent.Protocol.ClientMethods;

public sealed record ReleaseTerminalResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
