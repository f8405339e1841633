namespace EditorAgent.Core.Tools;

/// <summary>What became of a planned call before it could run.</summary>
public abstract record ToolCallDecision
{
    private ToolCallDecision()
    {
    }

    public sealed record Approved(ApprovedToolCall Call) : ToolCallDecision;

    /// <param name="Message">The call's result, for the model.</param>
    public sealed record Denied(string Message) : ToolCallDecision;

    /// <summary>The person stopped, or nobody is there to ask: the turn ends.</summary>
    public sealed record Cancelled : ToolCallDecision;
}
