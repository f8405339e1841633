using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Sessions;

/// <summary>What a review of one file starts from: its state at the last decision, or before the first change, and all changes since.</summary>
/// <param name="Path">The file.</param>
/// <param name="Baseline">What it is compared with; null: no such file.</param>
/// <param name="Now">What it held when the trail began; null: no such file.</param>
public sealed record ReviewTrail(WorkspacePath Path, ContentHash? Baseline, ContentHash? Now)
{
    public ImmutableArray<ReviewMark> Marks { get; init; } = [];

    public AppendOnlyList<SessionEvent.FileChanged> Changes { get; init; } = AppendOnlyList<SessionEvent.FileChanged>.Empty;

    /// <summary>All that was judged in this session, in order.</summary>
    public AppendOnlyList<ReviewDecision> Decisions { get; init; } = AppendOnlyList<ReviewDecision>.Empty;
}
