namespace EditorAgent.Protocol.Sessions;

/// <summary>The end of a turn; every update of the turn was sent before it.</summary>
public sealed record PromptResult
{
    public required StopReason StopReason { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
