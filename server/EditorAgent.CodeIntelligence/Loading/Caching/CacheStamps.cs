using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Stamps a load, joined with what is kept of an earlier one.</summary>
internal static class CacheStamps
{
    private static readonly string[] ListedExtensions = [".sln", ".slnx", ".csproj", ".fsproj", ".vbproj"];

    public static CachedSolution Take(LoadRequest request, LoadResult result, LoadInputs inputs, CachedSolution? earlier)
    {
        var fresh = inputs.Projects.Select(project => project.ProjectPath).ToHashSet(ProjectPaths.Comparer);
        var listing = ListingOf(request, inputs);
        var walk = WorkspaceWalk.Over(inputs.Projects.SelectMany(project => project.Sets).Concat(listing));
        var known = result.Solution.Legs.Select(leg => leg.ProjectPath).Concat(result.Solution.Uncovered.Select(project => project.Path)).ToHashSet(ProjectPaths.Comparer);
        var kept = earlier?.Projects.Where(project => !fresh.Contains(project.Inputs.ProjectPath) && known.Contains(project.Inputs.ProjectPath)).ToList() ?? [];
        var stamps = new Dictionary<string, FileStamp>(ProjectPaths.Comparer);
        foreach (var path in inputs.Projects.SelectMany(project => project.Files).Concat(inputs.SolutionFiles).Distinct(ProjectPaths.Comparer))
        {
            stamps[path] = Settled(FileStamp.Of(path), inputs.Started);
        }

        foreach (var path in kept.SelectMany(project => project.Inputs.Files).Distinct(ProjectPaths.Comparer))
        {
            // What is kept was made from the file as it was then; when it differs now, both of its users have to be made again.
            stamps[path] = !stamps.TryGetValue(path, out var now) || (now.Length == earlier!.Stamps[path].Length && now.Hash == earlier.Stamps[path].Hash) ? earlier!.Stamps[path] : FileStamp.Unsettled;
        }

        return new CachedSolution(request.Root, result.Solution, inputs with { Projects = [], PropertyNames = Joined(inputs.PropertyNames, kept.Count > 0 ? earlier!.Inputs.PropertyNames : []) })
        {
            Projects = [.. inputs.Projects.Select(project => Stamped(project, walk)), .. kept],
            Stamps = stamps,
            Listing = [.. listing.Select(set => new ListedSet(set, SetHash.Of(walk.FilesOf(set))))],
            Environment = [.. EnvironmentStamp.Of(Joined(inputs.PropertyNames, kept.Count > 0 ? earlier!.Inputs.PropertyNames : []))],
            Installed = InstalledSdks.Hash(inputs.Sdk),
        };
    }

    private static ImmutableArray<SourceSet> ListingOf(LoadRequest request, LoadInputs inputs)
    {
        if (request.Solution is not null)
        {
            return [];
        }

        return [.. ListedExtensions.Take(inputs.SolutionFiles.IsEmpty ? ListedExtensions.Length : 2).Select(extension => new SourceSet(request.Root, extension))];
    }

    private static CachedProject Stamped(ProjectInputs project, WorkspaceWalk walk) => new(
        project,
        [.. project.Presence.Select(Path.Exists)],
        [.. project.Sets.Select(set => SetHash.Of(walk.FilesOf(set)))]);

    private static FileStamp Settled(FileStamp stamp, DateTimeOffset started) => stamp.Ticks >= started.UtcTicks ? FileStamp.Unsettled : stamp;

    private static ImmutableArray<uint> Joined(ImmutableArray<uint> names, ImmutableArray<uint> earlier) => earlier.IsEmpty ? names : [.. names.Union(earlier).Order()];
}
