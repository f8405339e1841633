namespace EditorAgent.Protocol.Extensions;

/// <summary>The end of the turn; every update of it was sent before. The meta is that of <see cref="Sessions.PromptResult"/>.</summary>
public sealed record CodeActionResult
{
    public required StopReason StopReason { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
