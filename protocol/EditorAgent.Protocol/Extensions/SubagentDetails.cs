namespace EditorAgent.Protocol.Extensions;

/// <summary>The subagent that works for a call. Comes when it begins, with nothing used, and once more when it has ended.</summary>
public sealed record SubagentDetails
{
    /// <summary>Names it in the session; its conversation is not in the list of sessions.</summary>
    public required string SessionId { get; init; }

    /// <summary><c>explore</c>, <c>plan</c> or <c>code</c>.</summary>
    public required string Profile { get; init; }

    /// <summary>Model requests that were answered for this task.</summary>
    public required int Steps { get; init; }

    /// <summary>Tokens of this task, input and output.</summary>
    public required long Tokens { get; init; }
}
