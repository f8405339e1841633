using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <param name="Parts">One, or all parts of a partial declaration, by path and place.</param>
internal sealed record SymbolHit(ImmutableArray<Located> Parts)
{
    public Located First => this.Parts[0];
}
