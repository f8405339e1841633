namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="Sessions.PromptResult"/>: names the turn for <see cref="UndoTurnParams"/>.</summary>
public sealed record PromptResultMeta
{
    public required TurnReference Editoragent { get; init; }
}
