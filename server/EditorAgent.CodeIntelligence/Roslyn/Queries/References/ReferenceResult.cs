using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <param name="References">Each place once, by path and position.</param>
/// <param name="Definitions">The symbols searched for and those that share their references: base members, implementations, overrides.</param>
/// <param name="IsPartial">The time was over before the end.</param>
public sealed record ReferenceResult(ImmutableArray<FoundReference> References, ImmutableArray<ISymbol> Definitions, bool IsPartial);
