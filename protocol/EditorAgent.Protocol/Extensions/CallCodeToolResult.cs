namespace EditorAgent.Protocol.Extensions;

public sealed record CallCodeToolResult
{
    public required string Text { get; init; }

    /// <summary>The text says what went wrong, for a model to correct itself.</summary>
    public required bool IsError { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
