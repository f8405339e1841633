using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>A symbol in one leg; legs that compile the same declaration have the same symbol for a person.</summary>
/// <param name="Symbol">Valid for the snapshot alone.</param>
/// <param name="Project">The leg it was found in.</param>
public sealed record ResolvedSymbol(ISymbol Symbol, Project Project)
{
    public string Name => SymbolNames.Short(this.Symbol);
}
