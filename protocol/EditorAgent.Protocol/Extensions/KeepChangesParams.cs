namespace EditorAgent.Protocol.Extensions;

/// <summary>Takes changes out of the review; they stay in the files. Without <c>hunkIds</c> and <c>path</c>: all.</summary>
[WireMethod(EditorAgentMethods.KeepChanges, WireSide.Agent, Result = typeof(JudgeChangesResult), Gate = "review")]
public sealed record KeepChangesParams
{
    public required string SessionId { get; init; }

    [JsonConverter(typeof(ItemsConverter<string>))]
    public IReadOnlyList<string>? HunkIds { get; init; }

    /// <summary>All changes of one file; absolute.</summary>
    public string? Path { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
