using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EditorAgent.CodeIntelligence.Fixing.Inside;

/// <summary>One thing that can be done at a place, in the solution of that moment.</summary>
/// <param name="Title">Nested ones begin with their parents'.</param>
/// <param name="Provider">The type of the fixer or refactoring.</param>
internal sealed record OfferedAction(string Title, string Provider, CodeAction Action, Document Document)
{
    /// <summary>What a fixer repairs; null for a refactoring.</summary>
    public Diagnostic? Diagnostic { get; init; }

    public CodeFixProvider? Fixer { get; init; }

    public ImmutableArray<FixAllScope> Scopes { get; init; } = [];

    /// <summary>Finds the same offer again after the solution has changed.</summary>
    public (string, string, string?, string?) Key => (Title, Provider, Action.EquivalenceKey, Diagnostic?.Id);
}
