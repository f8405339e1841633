namespace EditorAgent.Core.Models;

/// <summary>
/// What a model answer consists of while it arrives. Everything before <see cref="Completed"/> is for display only; a stream that
/// ends without it has failed, and nothing of it may be acted on.
/// </summary>
public abstract record ModelEvent
{
    private ModelEvent()
    {
    }

    /// <summary>The vendor accepted the request; <paramref name="TraceId"/> names it in the vendor's support.</summary>
    public sealed record Accepted(string? TraceId) : ModelEvent;

    public sealed record TextDelta(string Text) : ModelEvent;

    public sealed record ReasoningDelta(string Text) : ModelEvent;

    /// <param name="Index">The call's place among the calls of this answer, from 0.</param>
    /// <param name="Name">Null until the vendor has told it.</param>
    /// <param name="ArgumentsDelta">The next piece of the arguments text; may be empty.</param>
    public sealed record ToolCallDelta(int Index, string? Name, string ArgumentsDelta) : ModelEvent;

    /// <summary>The last event of every successful stream: the whole answer.</summary>
    public sealed record Completed(Message.Assistant Message, FinishReason Reason, TokenUsage Usage) : ModelEvent;
}
