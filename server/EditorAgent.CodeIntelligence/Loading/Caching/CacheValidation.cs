using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading.Caching;

/// <summary>Tells what of a stored load still holds, by looking at files only.</summary>
internal sealed class CacheValidation(CachedSolution cached)
{
    private readonly Dictionary<string, bool> presence = new(ProjectPaths.Comparer);

    public CacheAnswer Run()
    {
        if (!Directory.Exists(cached.Inputs.Sdk) || InstalledSdks.Hash(cached.Inputs.Sdk) != cached.Installed)
        {
            return new CacheAnswer.Miss("installed SDKs have changed");
        }

        if (!cached.Environment.AsSpan().SequenceEqual(EnvironmentStamp.Of(cached.Inputs.PropertyNames)))
        {
            return new CacheAnswer.Miss("an environment variable that the projects read has changed");
        }

        var tickEnd = cached.Inputs.Started.UtcTicks - TimeSpan.FromSeconds(2).Ticks;
        var changed = this.Changed(tickEnd);
        var walk = WorkspaceWalk.Over(cached.Projects.SelectMany(project => project.Inputs.Sets).Concat(cached.Listing.Select(listed => listed.Set)));
        var (stale, patched) = (new List<StaleProject>(), new List<SourceChange>());
        var legs = cached.Solution.Legs;
        foreach (var project in cached.Projects)
        {
            if (this.Reason(project, changed, walk, out var sources) is { } reason)
            {
                stale.Add(new StaleProject(project.Inputs.ProjectPath, reason));
            }
            else if (sources)
            {
                this.Patch(project, walk, ref legs, stale, patched);
            }
        }

        return new CacheAnswer.Hit(legs == cached.Solution.Legs ? cached.Solution : cached.Solution with { Legs = legs })
        {
            Stale = [.. stale],
            Patched = [.. patched],
            ProjectsMayDiffer = cached.Inputs.SolutionFiles.Any(changed.Contains) || cached.Listing.Any(listed => SetHash.Of(walk.FilesOf(listed.Set)) != listed.Hash),
        };
    }

    private HashSet<string> Changed(long tickEnd)
    {
        var changed = new HashSet<string>(ProjectPaths.Comparer);
        foreach (var (path, stamp) in cached.Stamps)
        {
            if (!stamp.StillHolds(path, tickEnd))
            {
                changed.Add(path);
            }
        }

        return changed;
    }

    private string? Reason(CachedProject project, HashSet<string> changed, WorkspaceWalk walk, out bool sources)
    {
        sources = false;
        if (changed.Count > 0 && project.Inputs.Files.FirstOrDefault(changed.Contains) is { } file)
        {
            return $"{this.Relative(file)} changed";
        }

        for (var index = 0; index < project.Present.Length; index++)
        {
            var path = project.Inputs.Presence[index];
            if (this.Exists(path) != project.Present[index])
            {
                return $"{this.Relative(path)} {(project.Present[index] ? "is gone" : "appeared")}";
            }
        }

        for (var index = 0; index < project.SetHashes.Length; index++)
        {
            var set = project.Inputs.Sets[index];
            if (SetHash.Of(walk.FilesOf(set)) == project.SetHashes[index])
            {
                continue;
            }

            if (!project.Inputs.PatchesSources || set != SourcesOf(project))
            {
                return $"{set.Extension} files below {this.Relative(set.Directory)} came or went";
            }

            sources = true;
        }

        return null;
    }

    private void Patch(CachedProject project, WorkspaceWalk walk, ref ImmutableArray<ProjectLeg> legs, List<StaleProject> stale, List<SourceChange> patched)
    {
        var folder = Path.GetDirectoryName(project.Inputs.ProjectPath)!;
        var now = walk.FilesOf(SourcesOf(project)).ToHashSet(ProjectPaths.Comparer);
        var own = legs.Where(leg => leg.ProjectPath == project.Inputs.ProjectPath).ToList();
        var before = own.SelectMany(leg => SourcesOf(leg, folder)).ToHashSet(ProjectPaths.Comparer);
        var named = project.Inputs.NeverAdded;
        var removed = before.Where(path => !now.Contains(path)).Order(StringComparer.Ordinal).ToImmutableArray();
        var added = now.Where(path => !before.Contains(path) && !named.Contains(path, ProjectPaths.Comparer)).Order(StringComparer.Ordinal).ToImmutableArray();
        if (removed.Any(path => named.Contains(path, ProjectPaths.Comparer)))
        {
            stale.Add(new StaleProject(project.Inputs.ProjectPath, "a source that the project names is gone"));
            return;
        }

        foreach (var leg in own)
        {
            var kept = leg.Arguments.Where(argument => !CompilerArgument.IsSource(argument) || !removed.Contains(ProjectPaths.Full(argument, folder), ProjectPaths.Comparer));
            legs = legs.Replace(leg, leg with { Arguments = [.. kept, .. added.Select(path => Path.GetRelativePath(folder, path))] });
        }

        patched.Add(new SourceChange(project.Inputs.ProjectPath, added, removed));
    }

    /// <summary>The sources that a walk below the project would find.</summary>
    private static IEnumerable<string> SourcesOf(ProjectLeg leg, string folder) =>
        leg.Arguments.Where(CompilerArgument.IsSource).Select(argument => ProjectPaths.Full(argument, folder)).Where(path => ProjectPaths.IsBelow(path, folder) && !WorkspaceWalk.IsSkipped(path, folder));

    private static SourceSet SourcesOf(CachedProject project) => new(Path.GetDirectoryName(project.Inputs.ProjectPath)!, ".cs");

    private bool Exists(string path)
    {
        if (!this.presence.TryGetValue(path, out var exists))
        {
            this.presence[path] = exists = Path.Exists(path);
        }

        return exists;
    }

    private string Relative(string path) => Path.GetRelativePath(cached.Root, path).Replace('\\', '/');
}
