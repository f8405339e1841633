using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <param name="Total">How many there are.</param>
/// <param name="Top">The best, best first; with words for a type and its member also that type.</param>
internal sealed record SymbolHits(int Total, ImmutableArray<SymbolHit> Top);
