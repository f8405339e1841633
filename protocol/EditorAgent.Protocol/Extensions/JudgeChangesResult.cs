namespace EditorAgent.Protocol.Extensions;

public sealed record JudgeChangesResult
{
    /// <summary>Ids of the hunks that are no longer under review.</summary>
    [JsonConverter(typeof(ItemsConverter<string>))]
    public required IReadOnlyList<string> Judged { get; init; }

    /// <summary>The others that were meant; nothing of them was touched.</summary>
    [JsonConverter(typeof(ItemsConverter<RefusedChange>))]
    public required IReadOnlyList<RefusedChange> Refused { get; init; }

    /// <summary>What was written can be taken back with <c>_editoragent/session/undo_turn</c> under this name.</summary>
    public string? UndoTurnId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
