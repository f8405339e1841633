namespace EditorAgent.Protocol.ClientMethods;

public sealed record KillTerminalResult
{
    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
