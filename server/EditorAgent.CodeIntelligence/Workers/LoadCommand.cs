using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>What the loader is told, as the whole of its input.</summary>
/// <param name="Root">The workspace, links resolved.</param>
/// <param name="CacheDirectory">Where the solution is stored.</param>
internal sealed record LoadCommand(string Root, string CacheDirectory)
{
    /// <summary>Project files that have changed; empty means that nothing is known.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];
}
