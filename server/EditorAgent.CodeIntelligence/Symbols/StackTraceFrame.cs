namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>One line of a stack trace, the compiler's invented names undone.</summary>
/// <param name="Text">The line as it stood, trimmed.</param>
public sealed record StackTraceFrame(string Text)
{
    /// <summary>The method that a person wrote; null for code that nobody wrote, for example a compiled expression tree.</summary>
    public SymbolAddress.Name? Symbol { get; init; }

    /// <summary>The part of the method that was running: <c>lambda</c>, <c>local function Inner</c>, <c>async or iterator</c>; null for all of it.</summary>
    public string? Within { get; init; }

    /// <summary>As printed, with forward slashes; null without debug symbols.</summary>
    public string? Path { get; init; }

    /// <summary>From 1.</summary>
    public int? Line { get; init; }
}
