using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <param name="IsLoaded">Whether there are snapshots.</param>
/// <param name="Generation">Grows with every change of a project file.</param>
/// <param name="NeedsReload">Project files whose projects must be loaded again, absolute.</param>
/// <param name="Coverage">The last line of answers.</param>
public sealed record WorkspaceStanding(bool IsLoaded, int Generation, ImmutableArray<string> NeedsReload, string Coverage)
{
    /// <summary>Projects whose compilations were dropped because of the memory ceiling and not made again since.</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];

    public bool Equals(WorkspaceStanding? other) =>
        other is not null
        && (this.IsLoaded, this.Generation, this.Coverage) == (other.IsLoaded, other.Generation, other.Coverage)
        && this.NeedsReload.SequenceEqual(other.NeedsReload)
        && this.Dropped.SequenceEqual(other.Dropped);

    public override int GetHashCode() => HashCode.Combine(this.IsLoaded, this.Generation, this.Coverage);
}
