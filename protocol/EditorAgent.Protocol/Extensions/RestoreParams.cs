namespace EditorAgent.Protocol.Extensions;

/// <summary>
/// Puts the files back to what they were before a turn and all after it. What the user changed in other lines stays; where it is the same
/// lines, these stay, and the file is named among the conflicts.
/// </summary>
[WireMethod(EditorAgentMethods.Restore, WireSide.Agent, Result = typeof(UndoTurnResult), Gate = "review")]
public sealed record RestoreParams
{
    public required string SessionId { get; init; }

    public required string TurnId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
