using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>One place that names a symbol, whichever legs compile it.</summary>
/// <param name="Document">In the first leg that has it.</param>
/// <param name="Span">Of the name.</param>
/// <param name="Definition">What is named there: the symbol itself, or a member of an interface or base that leads to it.</param>
/// <param name="Kind">See <see cref="ReferenceKind"/>.</param>
/// <param name="Enclosing">The member or type around it; null outside of any.</param>
public sealed record FoundReference(Document Document, TextSpan Span, ISymbol Definition, string Kind, ISymbol? Enclosing)
{
    /// <summary>Named without being written, for example <c>GetEnumerator</c> in a foreach.</summary>
    public bool IsImplicit { get; init; }
}
