namespace EditorAgent.Core.Models;

/// <summary>Tokens of one request as the vendor counted them.</summary>
/// <param name="Prompt">All input tokens, the cached ones included.</param>
/// <param name="Completion">All output tokens, reasoning included.</param>
/// <param name="Cached">The part of <paramref name="Prompt"/> that came from the vendor's prompt cache.</param>
public readonly record struct TokenUsage(long Prompt, long Completion, long Cached)
{
    public long Total => Prompt + Completion;

    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Prompt + right.Prompt, left.Completion + right.Completion, left.Cached + right.Cached);

    public static TokenUsage operator -(TokenUsage left, TokenUsage right) =>
        new(left.Prompt - right.Prompt, left.Completion - right.Completion, left.Cached - right.Cached);
}
