using System.Collections.Immutable;
using EditorAgent.Core.Models;

namespace EditorAgent.Core.Sessions;

/// <summary>A tool call of the last answer while not all calls of that answer have ended.</summary>
/// <param name="Call">The call as the model wrote it.</param>
/// <param name="IsStarted">Whether it may have had an effect.</param>
/// <param name="Result">Its result, once it has ended.</param>
public sealed record OpenCall(AssistantPart.ToolCall Call, bool IsStarted, Message.ToolResult? Result)
{
    /// <summary>What a started call was about to do to files.</summary>
    public ImmutableArray<SessionEvent.FileChanged> Intended { get; init; } = [];
}
