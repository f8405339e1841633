namespace EditorAgent.Protocol.Extensions;

public sealed record RenameSessionResult
{
    /// <summary>As it was kept: one line, bounded.</summary>
    public required string Title { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
