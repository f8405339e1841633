using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <param name="Located">What to show.</param>
internal sealed record ShownSymbol(Located Located)
{
    /// <summary>For example <c>overload 1 of 3</c>.</summary>
    public string? Mark { get; init; }

    /// <summary>For example <c>3 references, 2 tests</c>.</summary>
    public string? Counts { get; init; }

    /// <summary>Lines that are meant, as a stack trace says.</summary>
    public ImmutableArray<int> Marked { get; init; } = [];
}
