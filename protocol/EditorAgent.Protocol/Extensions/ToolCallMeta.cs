namespace EditorAgent.Protocol.Extensions;

/// <summary>The meta of <see cref="Updates.SessionUpdate.ToolCall"/> and <see cref="Updates.SessionUpdate.ToolCallUpdate"/>.</summary>
public sealed record ToolCallMeta
{
    public required ToolCallDetails Editoragent { get; init; }
}
