using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <param name="Fit">Of its own name.</param>
/// <param name="Parts">One, or all parts of a partial declaration, by path and place.</param>
internal sealed record SymbolHit(Fit Fit, ImmutableArray<Located> Parts)
{
    public Located First => this.Parts[0];
}
