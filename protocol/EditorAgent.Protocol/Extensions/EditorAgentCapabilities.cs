namespace EditorAgent.Protocol.Extensions;

/// <summary>Version of each extension served; absent means not served.</summary>
public sealed record EditorAgentCapabilities
{
    public int? UndoTurn { get; init; }

    public int? Steer { get; init; }

    public int? Approvals { get; init; }

    public int? Trust { get; init; }

    public int? Mcp { get; init; }

    public int? Review { get; init; }

    public int? CodeAction { get; init; }

    public int? ExplainPermission { get; init; }

    public int? History { get; init; }

    public int? Mentions { get; init; }

    public int? Subagents { get; init; }

    /// <summary><see cref="ToolCallDetails"/> stand at tool calls.</summary>
    public int? ToolDetails { get; init; }

    public int? CodeTools { get; init; }

    public int? Keys { get; init; }

    /// <summary><see cref="EditorAgentClientCapabilities.Restricted"/> is heeded.</summary>
    public int? Restricted { get; init; }
}
