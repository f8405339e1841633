using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <param name="Root">The workspace, absolute, links resolved. It must be trusted: evaluation runs its code.</param>
public sealed record LoadRequest(string Root)
{
    /// <summary>The solution that the user has named, from the root; null lets the loader choose.</summary>
    public string? Solution { get; init; }

    /// <summary>Null leaves it to the projects, which means Debug.</summary>
    public string? Configuration { get; init; }

    /// <summary>Project files to evaluate, apart from those that <see cref="Previous"/> does not know; null means all.</summary>
    public ImmutableArray<string>? Projects { get; init; }

    /// <summary>What is known already, and stays for projects that are not evaluated.</summary>
    public LoadedSolution? Previous { get; init; }
}
