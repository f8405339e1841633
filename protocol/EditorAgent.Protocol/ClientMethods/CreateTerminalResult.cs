namespace EditorAgent.Protocol.ClientMethods;

public sealed record CreateTerminalResult
{
    public required string TerminalId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
