using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Loading.Caching;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// The loader worker's work: brings the cache up to date with as little evaluation as possible. One process at a time loads a workspace; one that
/// had to wait finds the work done.
/// </summary>
public sealed class CachedLoader(SolutionCache cache, SolutionLoader loader, TimeProvider time)
{
    /// <param name="request">Its <see cref="LoadRequest.Projects"/> are evaluated even when they seem unchanged.</param>
    /// <param name="progress">Told of each leg.</param>
    /// <param name="cancellationToken">Ends the load; what is stored stays as it was.</param>
    public async Task<LoadedSolution> LoadAsync(LoadRequest request, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        using var held = await CacheLock.TakeAsync(cache.LockPathOf(request), time, cancellationToken);
        if (cache.TryRead(request, out var stored) is null && new CacheValidation(stored!).Run() is CacheAnswer.Hit hit)
        {
            return hit.IsFresh && request.Projects is null ? hit.Solution : await this.ReloadAsync(request, stored!, hit, progress, cancellationToken);
        }

        var whole = await loader.LoadWithInputsAsync(request with { Projects = null, Previous = null }, progress, cancellationToken);
        return this.Store(request, whole, null)?.Solution ?? whole.Solution;
    }

    private async Task<LoadedSolution> ReloadAsync(LoadRequest request, CachedSolution stored, CacheAnswer.Hit hit, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        var current = stored;
        var wanted = hit.Stale.Select(project => project.Path).Concat(request.Projects ?? []).Distinct(ProjectPaths.Comparer).ToImmutableArray();
        var reloaded = new HashSet<string>(ProjectPaths.Comparer);
        while (true)
        {
            var result = await loader.LoadWithInputsAsync(request with { Projects = wanted, Previous = current.Solution }, progress, cancellationToken);
            if (this.Store(request, result, current) is not { } next)
            {
                return result.Solution;
            }

            reloaded.UnionWith(wanted);
            wanted = [.. Affected(current, next).Where(path => !reloaded.Contains(path))];
            current = next;
            if (wanted.IsEmpty)
            {
                break;
            }
        }

        return cache.Read(request) is CacheAnswer.Hit fresh ? fresh.Solution : current.Solution;
    }

    /// <summary>Projects whose own files are as they were, but which refer to one that now has other frameworks or outputs.</summary>
    private static IEnumerable<string> Affected(CachedSolution before, CachedSolution after)
    {
        var (old, now) = (Shapes(before.Solution), Shapes(after.Solution));
        var changed = old.Keys.Union(now.Keys, ProjectPaths.Comparer).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).ToHashSet(ProjectPaths.Comparer);
        return changed.Count == 0 ? [] : after.Projects.Where(project => project.Inputs.DependsOn.Any(changed.Contains)).Select(project => project.Inputs.ProjectPath);
    }

    private static Dictionary<string, string> Shapes(LoadedSolution solution) => solution.Legs
        .GroupBy(leg => leg.ProjectPath, ProjectPaths.Comparer)
        .ToDictionary(legs => legs.Key, legs => string.Join('\n', legs.Select(leg => $"{leg.TargetFramework} {string.Join('|', leg.OutputPaths)} {string.Join('|', leg.ProjectReferences)}")), ProjectPaths.Comparer);

    private CachedSolution? Store(LoadRequest request, LoadResult result, CachedSolution? earlier)
    {
        if (result.Inputs is not { } inputs)
        {
            return null;
        }

        var cached = CacheStamps.Take(request, result, inputs, earlier);
        try
        {
            cache.Write(request, cached);
            return cached;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost but time: the next start loads again.
            return cached with { Solution = cached.Solution with { Warnings = [.. cached.Solution.Warnings, $"the load could not be stored: {exception.Message}"] } };
        }
    }
}
