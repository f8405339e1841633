using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>What the loader left for the worker.</summary>
internal static class StoredSolution
{
    /// <returns>Null when it cannot be read.</returns>
    public static Task<LoadedSolution?> ReadAsync(string path, CancellationToken cancellationToken) =>
        Task.Run(() => SolutionCache.ReadAt(path), cancellationToken);
}
