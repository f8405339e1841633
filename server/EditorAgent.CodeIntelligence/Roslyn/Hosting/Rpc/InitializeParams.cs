using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;

/// <param name="Roots">The workspace's directories, links resolved; paths in answers start at the first.</param>
/// <param name="CacheDirectory">Absolute; for what is worth keeping from one start to the next.</param>
public sealed record InitializeParams(ImmutableArray<string> Roots, string CacheDirectory)
{
    public const long DefaultMemoryCeiling = 1_000_000_000;

    /// <summary>In bytes of the process; above it the compilations that nobody asked about for longest are dropped.</summary>
    public long MemoryCeiling { get; init; } = DefaultMemoryCeiling;
}
