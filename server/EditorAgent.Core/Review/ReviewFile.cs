using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>A file with changes that nobody has judged yet.</summary>
/// <param name="Path">The file.</param>
/// <param name="Standing">What the changes have made of it.</param>
/// <param name="Now">Its bytes when it was looked at; null when it is gone.</param>
/// <param name="Hunks">In order; empty where <paramref name="Obstacle"/> says why.</param>
public sealed record ReviewFile(WorkspacePath Path, ReviewStanding Standing, ContentHash? Now, ImmutableArray<ReviewHunk> Hunks)
{
    /// <summary>Why the changes cannot be shown and judged one by one; null where they can.</summary>
    public string? Obstacle { get; init; }
}
