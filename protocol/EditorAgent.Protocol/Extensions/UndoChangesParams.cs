namespace EditorAgent.Protocol.Extensions;

/// <summary>Puts back what was there before changes, except where somebody else changed the same lines since. Without <c>hunkIds</c> and <c>path</c>: all.</summary>
[WireMethod(EditorAgentMethods.UndoChanges, WireSide.Agent, Result = typeof(JudgeChangesResult), Gate = "review")]
public sealed record UndoChangesParams
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
