using System.Collections.Immutable;
using System.Text.Json;

namespace EditorAgent.Mcp.Contract;

/// <summary>What a tool answered.</summary>
/// <param name="Structured">Any JSON value; not yet held against the tool's output schema.</param>
public sealed record ToolAnswer(ImmutableArray<AnswerPart> Content, JsonElement? Structured, bool IsError)
{
    /// <summary>When it came from the cache: how long ago it was fetched.</summary>
    public TimeSpan? Age { get; init; }
}
