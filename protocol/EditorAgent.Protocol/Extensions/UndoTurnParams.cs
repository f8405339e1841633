namespace EditorAgent.Protocol.Extensions;

/// <summary>Puts the files that a turn changed back to what they were, where they still are what the turn wrote.</summary>
[WireMethod(EditorAgentMethods.UndoTurn, WireSide.Agent, Result = typeof(UndoTurnResult), Gate = "undoTurn")]
public sealed record UndoTurnParams
{
    public required string SessionId { get; init; }

    /// <summary>Absent: the last turn that changed a file.</summary>
    public string? TurnId { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
