namespace EditorAgent.ModelProviders.AnthropicCompatible;

/// <summary>The two kinds of reasoning blocks, which are also the keys of their parts.</summary>
internal static class AnthropicReasoning
{
    public const string Thinking = "thinking";
    public const string Redacted = "redacted_thinking";
}
