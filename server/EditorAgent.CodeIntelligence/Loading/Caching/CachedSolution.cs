using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>The content of one file of the cache.</summary>
/// <param name="Root">The workspace it is about.</param>
/// <param name="Solution">As it was loaded.</param>
/// <param name="Inputs">Without projects; those are in <see cref="Projects"/>.</param>
internal sealed record CachedSolution(string Root, LoadedSolution Solution, LoadInputs Inputs)
{
    public ImmutableArray<CachedProject> Projects { get; init; } = [];

    /// <summary>Of every file that any project or the solution was made from.</summary>
    public required IReadOnlyDictionary<string, FileStamp> Stamps { get; init; }

    /// <summary>Which solutions and loose projects there were.</summary>
    public ImmutableArray<(SourceSet Set, ulong Hash)> Listing { get; init; } = [];

    /// <summary>The environment as the evaluation saw it.</summary>
    public required ImmutableArray<byte> Environment { get; init; }

    /// <summary>Which SDKs and workloads were installed.</summary>
    public required ulong Installed { get; init; }
}
