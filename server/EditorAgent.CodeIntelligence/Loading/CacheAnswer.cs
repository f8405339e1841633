using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>What the cache knows of a workspace.</summary>
public abstract record CacheAnswer
{
    private CacheAnswer()
    {
    }

    /// <param name="Reason">Why nothing stored can be used, for the log.</param>
    public sealed record Miss(string Reason) : CacheAnswer;

    /// <param name="Solution">Usable at once; legs of stale projects are as they were.</param>
    public sealed record Hit(LoadedSolution Solution) : CacheAnswer
    {
        /// <summary>Projects that have to be evaluated again.</summary>
        public ImmutableArray<StaleProject> Stale { get; init; } = [];

        /// <summary>Whether projects may have joined or left, because a solution file or the set of project files has changed.</summary>
        public bool ProjectsMayDiffer { get; init; }

        /// <summary>What was put right without MSBuild.</summary>
        public ImmutableArray<SourceChange> Patched { get; init; } = [];

        public bool IsFresh => this.Stale.IsEmpty && !this.ProjectsMayDiffer;
    }
}
