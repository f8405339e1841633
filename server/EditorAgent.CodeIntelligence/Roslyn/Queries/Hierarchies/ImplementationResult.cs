using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;

/// <param name="Implementations">Types and members that implement an interface or its member.</param>
/// <param name="Overrides">Of a virtual or abstract member.</param>
/// <param name="Derived">Classes or interfaces that inherit from a type.</param>
/// <param name="Bases">What the symbol itself overrides or implements.</param>
public sealed record ImplementationResult(
    ImmutableArray<ISymbol> Implementations, ImmutableArray<ISymbol> Overrides, ImmutableArray<ISymbol> Derived, ImmutableArray<ISymbol> Bases);
