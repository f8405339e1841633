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
    public required Dictionary<string, FileStamp> Stamps { get; init; }

    /// <summary>Which solutions and loose projects there were.</summary>
    public ImmutableArray<ListedSet> Listing { get; init; } = [];

    /// <summary>The environment as the evaluation saw it.</summary>
    public required ImmutableArray<byte> Environment { get; init; }

    /// <summary>Which SDKs and workloads were installed.</summary>
    public required ulong Installed { get; init; }

    /// <summary>The solution with what its legs were made from, so that whoever keeps it can tell when they have to be loaded again. Sources are not among it.</summary>
    public LoadedSolution WithInputs(LoadedSolution solution)
    {
        var inputs = this.Projects.ToDictionary(
            project => project.Inputs.ProjectPath,
            project => project.Inputs.Files.RemoveAll(file => Path.GetExtension(file) is ".cs" or ".editorconfig"),
            ProjectPaths.Comparer);
        return solution with { Legs = [.. solution.Legs.Select(leg => leg with { Inputs = inputs.GetValueOrDefault(leg.ProjectPath, []) })] };
    }
}
