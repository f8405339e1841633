namespace EditorAgent.Protocol.Extensions;

/// <summary>What a tool card shows beyond ACP. Absent members stay as they were in the update before.</summary>
public sealed record ToolCallDetails
{
    /// <summary>With the first update behind the decision.</summary>
    public CallDecision? Decision { get; init; }

    /// <summary>The MCP server, of a call of one of its tools.</summary>
    public string? Server { get; init; }

    /// <summary>The tool's own name at that server.</summary>
    public string? Tool { get; init; }

    /// <summary>The subagent, of a call that gives one a task.</summary>
    public SubagentDetails? Subagent { get; init; }

    /// <summary>With the end: how long it ran, without the wait for an answer.</summary>
    public long? DurationMs { get; init; }
}
