using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Which projects a workspace consists of, and why these.</summary>
/// <param name="Name">The solution's file name, or the directory's where there is none.</param>
/// <param name="Projects">C# projects, absolute, each once, in a stable order.</param>
public sealed record WorkspaceProjects(string Name, ImmutableArray<string> Projects)
{
    /// <summary>Null when the projects lie loose below the root.</summary>
    public string? SolutionPath { get; init; }

    /// <summary>Files that were read to find the projects; all solutions that were considered.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    public ImmutableArray<UncoveredProject> Uncovered { get; init; } = [];

    /// <summary>What a person should know of the choice, for example that there are two solutions.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
