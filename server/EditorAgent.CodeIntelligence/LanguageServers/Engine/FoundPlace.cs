using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <param name="Start">In characters.</param>
/// <param name="End">Exclusive.</param>
internal sealed record FoundPlace(SourceFile File, int Start, int End)
{
    /// <summary>From 1.</summary>
    public int Line => this.File.LineAt(this.Start) + 1;
}
