using EditorAgent.CodeIntelligence.Loading;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>Where the loader leaves a solution for the other workers: in the cache, which tells later starts whether it still holds.</summary>
internal static class StoredLoads
{
    /// <summary>Where the workspace's projects are stored, if they are.</summary>
    public static string PathOf(LoadCommand command) => new SolutionCache(command.CacheDirectory).PathOf(RequestOf(command));

    /// <exception cref="IOException">It could not be stored.</exception>
    public static async Task<string> MakeAsync(LoadCommand command, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        var (cache, request) = (new SolutionCache(command.CacheDirectory), RequestOf(command));
        var loader = new CachedLoader(cache, new SolutionLoader(), TimeProvider.System);
        var loaded = await loader.LoadAsync(command.Projects.IsDefaultOrEmpty ? request : request with { Projects = command.Projects }, progress, cancellationToken);
        if (await OfflineRestore.TryAsync(command, loaded, cancellationToken))
        {
            loaded = await loader.LoadAsync(request, progress, cancellationToken);
        }

        var path = cache.PathOf(request);
        return File.Exists(path) ? path : throw new IOException(loaded.Warnings is [var first, ..] ? first : "nothing was loaded");
    }

    private static LoadRequest RequestOf(LoadCommand command) => new(command.Root);
}
