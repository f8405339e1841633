namespace EditorAgent.Protocol.Extensions;

public sealed record ExportSessionResult
{
    /// <summary>Secrets are masked, long outputs cut.</summary>
    public required string Text { get; init; }

    /// <summary>A file name without a directory.</summary>
    public required string SuggestedName { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
