using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Root">The workspace, absolute, links resolved. It must be trusted: evaluation runs its code.</param>
public sealed record LoadRequest(string Root)
{
    /// <summary>The solution that the user has named, from the root; null lets the loader choose.</summary>
    public string? Solution { get; init; }

    /// <summary>Null leaves it to the projects, which means Debug.</summary>
    public string? Configuration { get; init; }

    /// <summary>Evaluate only these project files, and take the others from <see cref="Previous"/>; empty means all.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>What is known already; needed when only some projects are evaluated.</summary>
    public LoadedSolution? Previous { get; init; }
}
