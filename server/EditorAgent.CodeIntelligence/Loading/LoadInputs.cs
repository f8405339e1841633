using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>What a whole load was made from.</summary>
/// <param name="Started">Before anything was read; a file that is younger may have been read in its older form.</param>
/// <param name="Sdk">The SDK's folder.</param>
internal sealed record LoadInputs(DateTimeOffset Started, string Sdk)
{
    /// <summary>Every project of the workspace, those that could not be evaluated too.</summary>
    public ImmutableArray<ProjectInputs> Projects { get; init; } = [];

    /// <summary>Solution files; for loose projects empty.</summary>
    public ImmutableArray<string> SolutionFiles { get; init; } = [];

    /// <summary>Hashes of the names of all properties that any file of the evaluation reads, sorted: an environment variable of that name counts.</summary>
    public ImmutableArray<uint> PropertyNames { get; init; } = [];
}
