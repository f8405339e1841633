using System.Collections.Immutable;

namespace EditorAgent.Core.Models;

/// <summary>
/// One request to a model. Within a session <see cref="System"/> stays the same object, <see cref="Tools"/> and <see cref="Messages"/>
/// only grow at their ends, so that request n+1 begins with the bytes of request n.
/// </summary>
/// <param name="System">The system prompt.</param>
/// <param name="Tools">The tools on offer, in a fixed order; empty asks for text only.</param>
/// <param name="Messages">The conversation. Every tool call in it has exactly one result.</param>
/// <param name="MaxCompletionTokens">Cap of the answer, reasoning included; already clamped to what is left of the window.</param>
/// <param name="CacheKey">A stable name of the session for the vendor's prompt cache.</param>
public sealed record ModelRequest(
    string System,
    ImmutableArray<ToolDefinition> Tools,
    IReadOnlyList<Message> Messages,
    int MaxCompletionTokens,
    string CacheKey)
{
    /// <summary>Null in sessions, which need none of them.</summary>
    public ModelRequestOptions? Options { get; init; }
}
