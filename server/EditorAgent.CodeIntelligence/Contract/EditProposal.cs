using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Contract;

/// <summary>Changes that an engine has worked out and that nobody has made yet. The sidecar shows, asks and writes.</summary>
/// <param name="Summary">What the model is told first, beside the diff: counts, conflicts, what was left alone.</param>
public sealed record EditProposal(string Summary)
{
    /// <summary>Why there is nothing to do; then there are no files.</summary>
    public CodeAnswer? Refusal { get; init; }

    public ImmutableArray<ProposedFile> Files { get; init; } = [];
}
