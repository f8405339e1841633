using System.Collections.Immutable;

namespace EditorAgent.Core.Models;

/// <summary>
/// One message of the conversation as every vendor understands it. Instances are immutable and compared by reference by the
/// providers: a message that is the same object as in the previous request is sent with the same bytes, which keeps the vendor's
/// prompt cache warm and makes the cost of a step independent of the length of the history.
/// </summary>
public abstract record Message
{
    private Message()
    {
    }

    public sealed record User(ImmutableArray<ContentPart> Content) : Message;

    public sealed record Assistant(ImmutableArray<AssistantPart> Parts) : Message
    {
        public IEnumerable<AssistantPart.ToolCall> ToolCalls => Parts.OfType<AssistantPart.ToolCall>();

        public string Text => string.Concat(Parts.OfType<AssistantPart.Text>().Select(part => part.Value));
    }

    /// <summary>The one result of one call. A conversation holds exactly one for every <see cref="AssistantPart.ToolCall"/>, directly behind its message.</summary>
    public sealed record ToolResult(ToolCallId CallId, string ToolName, ImmutableArray<ContentPart> Content, bool IsError) : Message;
}
