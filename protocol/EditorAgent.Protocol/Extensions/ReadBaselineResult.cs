namespace EditorAgent.Protocol.Extensions;

public sealed record ReadBaselineResult
{
    /// <summary>Absent when the file would not exist, is no text, or is not under review.</summary>
    public string? Text { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
