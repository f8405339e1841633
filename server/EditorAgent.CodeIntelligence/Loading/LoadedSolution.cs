using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>All that is known of a workspace's projects after loading.</summary>
/// <param name="Name">The solution's file name, or the directory's where there is none.</param>
/// <param name="Legs">In a stable order.</param>
public sealed record LoadedSolution(string Name, ImmutableArray<ProjectLeg> Legs)
{
    /// <summary>Projects that are in the workspace and in none of the legs: another language, or nothing could be read.</summary>
    public ImmutableArray<UncoveredProject> Uncovered { get; init; } = [];

    /// <summary>What else a person should know, for example that packages are not restored.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
