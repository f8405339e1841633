using System.Collections.Immutable;

namespace EditorAgent.Core.Trust;

/// <summary>How two fingerprints of a workspace differ: paths from its root, ordered.</summary>
public sealed record FingerprintDifference(ImmutableArray<string> Added, ImmutableArray<string> Removed, ImmutableArray<string> Changed)
{
    public bool IsEmpty => this.Added.IsEmpty && this.Removed.IsEmpty && this.Changed.IsEmpty;
}
