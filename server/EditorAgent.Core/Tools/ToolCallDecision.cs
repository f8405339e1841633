using EditorAgent.Core.Permissions;

namespace EditorAgent.Core.Tools;

/// <summary>What became of a planned call before it could run.</summary>
public abstract record ToolCallDecision
{
    private ToolCallDecision()
    {
    }

    /// <param name="Call">The right to run it.</param>
    public sealed record Approved(ApprovedToolCall Call) : ToolCallDecision
    {
        /// <summary>What the model must know of how its call was changed; stands before the result.</summary>
        public string? Note { get; init; }
    }

    /// <param name="Message">The call's result, for the model.</param>
    /// <param name="Denial">The same for who started the run.</param>
    public sealed record Denied(string Message, CallDenial Denial) : ToolCallDecision;

    /// <summary>Whoever was asked has gone: the call is neither allowed nor ended, and the turn rests until somebody answers.</summary>
    public sealed record Pending : ToolCallDecision;

    /// <summary>The person stopped, or nobody is there to ask: the turn ends.</summary>
    public sealed record Cancelled : ToolCallDecision;
}
