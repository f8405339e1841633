using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// The solution and the versions of its files, kept equal to the disk and the open buffers by looking. Belongs to one <see cref="CodeWorkspace"/>,
/// which lets one caller in at a time.
/// </summary>
internal sealed class WorkspaceContents(string root, MetadataShelf metadata, TimeProvider time)
{
    /// <summary>How far the clock of a file system may lie behind ours.</summary>
    private static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(10);

    private readonly SourceTree tree = new(time);
    private readonly BuildInputs inputs = new(time);
    private readonly Dictionary<string, OpenBuffer> buffers = new(FilePaths.Comparer);
    private readonly Dictionary<(string Path, string Name), ProjectId> ids = [];
    private AnalyzerShelf? analyzers;
    private SolutionBuilder builder = new(metadata, null);

    public LoadedSolution Loaded { get; private set; } = new("", []);

    /// <summary>There is one from the first <see cref="Apply"/> on.</summary>
    public Solution Solution { get; private set; } = null!;

    public ImmutableDictionary<ProjectId, BuiltProject> Projects { get; private set; } = ImmutableDictionary<ProjectId, BuiltProject>.Empty;

    public ImmutableDictionary<string, SourceFile> Files { get; private set; } = ImmutableDictionary.Create<string, SourceFile>(FilePaths.Comparer);

    public ReloadNeeds Needs { get; } = new();

    /// <summary>What is not as the projects mean it, each fit for a coverage line; in a stable order.</summary>
    public IEnumerable<string> Problems => this.Projects.Values.SelectMany(project => project.Problems)
        .Concat(this.AnalyzerProblems)
        .Concat(this.analyzers?.Failures ?? [])
        .Order(StringComparer.Ordinal);

    /// <summary>Each once, however many projects share the analyzer.</summary>
    private IEnumerable<string> AnalyzerProblems =>
        from project in this.Projects.Values
        from problem in project.AnalyzerProblems
        group project.Leg by problem into found
        let projects = found.DistinctBy(leg => leg.ProjectPath).Count()
        select projects == 1 ? $"{found.First().Name}: {found.Key}" : $"{projects} projects: {found.Key}";

    /// <summary>All of a load that needs no Roslyn workspace, which takes its time to come up.</summary>
    /// <param name="loaded">Replaces what was loaded before.</param>
    /// <param name="isTrusted">Whether generators and analyzers run.</param>
    /// <param name="since">When the load began.</param>
    public PreparedLoad Prepare(LoadedSolution loaded, bool isTrusted, DateTimeOffset since)
    {
        if (isTrusted && this.analyzers is null)
        {
            this.analyzers = new AnalyzerShelf(root);
            this.builder = new SolutionBuilder(metadata, this.analyzers);
        }

        this.Loaded = loaded;
        IReadOnlyList<string> doubtful = [];
        IReadOnlyList<string> changed = [];
        var built = ImmutableDictionary<ProjectId, BuiltProject>.Empty;
        Parallel.Invoke(() => built = this.Build(), Look);
        return new PreparedLoad(built, doubtful, changed);

        void Look()
        {
            var directories = loaded.Legs.Select(leg => Path.GetDirectoryName(leg.ProjectPath)!).ToHashSet(FilePaths.Comparer);
            doubtful = this.tree.Take(directories, directories.SelectMany(this.Above).Append(root).Distinct(FilePaths.Comparer), since - ClockTick);
            changed = this.inputs.Take(loaded.Legs, this.tree.Files.Where(IsBuildFile), since - ClockTick);
        }
    }

    /// <summary>Projects that are the same keep what was computed for them.</summary>
    /// <param name="load">From <see cref="Prepare"/>.</param>
    /// <param name="empty">What to begin with, the first time.</param>
    /// <param name="generation">What the load settles, see <see cref="ReloadNeeds"/>.</param>
    public void Apply(PreparedLoad load, Solution empty, int generation)
    {
        this.Solution ??= empty;
        this.Merge(load.Projects, alignsDocuments: true);
        this.Needs.SettleUntil(generation);
        this.Need(load.ChangedInputs);
        this.AddSources([.. load.DoubtfulDirectories.SelectMany(this.tree.FilesIn).Where(IsSource), .. this.buffers.Keys]);
    }

    /// <summary>Buffers win over the disk from now on, or the disk counts again. What the disk held until then is read, for those who compare.</summary>
    public void Take(IEnumerable<OpenBuffer> changes)
    {
        foreach (var change in changes)
        {
            var path = Path.GetFullPath(change.Path);
            if (change is { Text: { } text, Hash: { } hash })
            {
                this.Files.GetValueOrDefault(path)?.Read();
                this.buffers[path] = change;
                this.Put(SourceFile.InBuffer(path, text, hash, time));
                this.AddSources([path]);
            }
            else if (this.buffers.Remove(path))
            {
                this.Refresh(path);
            }
        }
    }

    /// <summary>Finds and takes over what happened on the disk.</summary>
    public void Sweep()
    {
        this.SweepReferences();
        var change = this.tree.Sweep();
        this.Need([.. this.inputs.Sweep(), .. change.Added.Where(IsBuildFile)]);
        foreach (var added in change.Added.Where(IsBuildFile))
        {
            this.inputs.Add(added);
        }

        var outdated = SideBySide.Where([.. this.Files.Values], IsOutdated);
        foreach (var file in outdated)
        {
            this.Refresh(file.Path);
        }

        this.AddSources([.. change.Added.Where(IsSource)]);
    }

    /// <summary>Puts the same projects in again without what was computed for them.</summary>
    public void Forget(IEnumerable<ProjectId> projects) =>
        this.Solution = ColdProjects.Forget(this.Solution, projects.Select(id => this.Projects[id]), this.Open);

    private ImmutableDictionary<ProjectId, BuiltProject> Build() =>
        this.builder.Build(this.Loaded, this.Identify, this.Open).ToImmutableDictionary(project => project.Project.Id);

    private void Merge(ImmutableDictionary<ProjectId, BuiltProject> built, bool alignsDocuments)
    {
        foreach (var gone in this.Solution.ProjectIds.Where(id => !built.ContainsKey(id)).ToArray())
        {
            this.Solution = this.Solution.RemoveProject(gone);
        }

        foreach (var (id, project) in built)
        {
            if (!this.Projects.TryGetValue(id, out var before))
            {
                this.Solution = this.Solution.AddProject(project.Project);
            }
            else if (!ProjectComparison.HaveSameSettings(before.Project, project.Project))
            {
                this.Put(alignsDocuments ? project.Project : ColdProjects.WithPresentDocuments(this.Solution, project.Project, this.Open));
            }
            else
            {
                this.Solution = ProjectComparison.AlignReferences(this.Solution, before.Project, project.Project);
                this.Solution = alignsDocuments ? SolutionPatch.Align(this.Solution, project.Project) : this.Solution;
            }
        }

        this.Projects = built;
    }

    private void Put(ProjectInfo project) => this.Solution = this.Solution.RemoveProject(project.Id).AddProject(project);

    private ProjectId Identify(ProjectLeg leg)
    {
        if (!this.ids.TryGetValue((leg.ProjectPath, leg.Name), out var id))
        {
            this.ids[(leg.ProjectPath, leg.Name)] = id = ProjectId.CreateNewId(leg.Name);
        }

        return id;
    }

    private SourceFile Open(string path)
    {
        if (!this.Files.TryGetValue(path, out var file))
        {
            file = SourceFile.OnDisk(path, time);
            this.Files = this.Files.Add(path, file);
        }

        return file;
    }

    private void Put(SourceFile file)
    {
        this.Files = this.Files.SetItem(file.Path, file);
        this.Solution = SolutionPatch.Replace(this.Solution, file);
    }

    private void SweepReferences()
    {
        var rebuiltAnalyzers = this.analyzers?.ForgetChanged() ?? false;
        var rebuiltAssemblies = metadata.ForgetChanged(root);
        if (rebuiltAnalyzers || rebuiltAssemblies)
        {
            this.Merge(this.Build(), alignsDocuments: false);
        }
    }

    private void Need(IEnumerable<string> inputs) => this.Needs.Add(inputs.SelectMany(this.inputs.ProjectsOf).Distinct(FilePaths.Comparer));

    /// <summary>Takes a file's present state from the disk.</summary>
    private void Refresh(string path)
    {
        if (FileStamp.Of(path).Exists)
        {
            this.Put(SourceFile.OnDisk(path, time));
            return;
        }

        var keeping = new List<DocumentId>();
        foreach (var id in this.Solution.GetDocumentIdsWithFilePath(path))
        {
            var leg = this.Projects[id.ProjectId].Leg;
            if (this.Solution.ContainsDocument(id) && leg.HasDefaultItems && LegMembership.IsInCone(path, Path.GetDirectoryName(leg.ProjectPath)!))
            {
                this.Solution = this.Solution.RemoveDocument(id);
            }
            else
            {
                keeping.Add(id);
            }
        }

        if (keeping.Count == 0)
        {
            this.Files = this.Files.Remove(path);
            return;
        }

        this.Needs.Add(keeping.Select(id => this.Projects[id.ProjectId].Leg.ProjectPath).Distinct(FilePaths.Comparer));
        this.Put(this.Files.TryGetValue(path, out var last) && IsIntermediate(path) ? last.AsGone() : SourceFile.OnDisk(path, time));
    }

    private void AddSources(IReadOnlyCollection<string> paths)
    {
        var fresh = paths.Where(path => IsSource(path) && (this.buffers.ContainsKey(path) || File.Exists(path))).ToHashSet(FilePaths.Comparer);
        if (fresh.Count == 0)
        {
            return;
        }

        var directories = this.Projects.Values.Select(project => Path.GetDirectoryName(project.Leg.ProjectPath)!).ToHashSet(FilePaths.Comparer);
        var before = this.Solution;
        foreach (var (id, project) in this.Projects)
        {
            foreach (var path in fresh)
            {
                if (this.Has(id, path))
                {
                    continue;
                }

                if (LegMembership.Takes(path, project.Leg, directories, Neighbours, near => this.Has(id, near)))
                {
                    this.Solution = SolutionPatch.Add(this.Solution, id, this.Open(path));
                }
                else if (!project.Leg.HasDefaultItems && LegMembership.IsInCone(path, Path.GetDirectoryName(project.Leg.ProjectPath)!))
                {
                    this.Needs.Add([project.Leg.ProjectPath]);
                }
            }

            this.Solution = this.Solution == before ? before : SolutionPatch.Order(this.Solution, id);
        }

        IEnumerable<string> Neighbours(string directory) => this.tree.FilesIn(directory).Where(file => IsSource(file) && !fresh.Contains(file));
    }

    private IEnumerable<string> Above(string directory)
    {
        for (var above = Path.GetDirectoryName(directory); above is not null && FilePaths.IsBelow(above, root); above = Path.GetDirectoryName(above))
        {
            yield return above;
        }
    }

    private bool Has(ProjectId project, string path) => this.Solution.GetDocumentIdsWithFilePath(path).Any(id => id.ProjectId == project);

    /// <summary>What builds write and a clean removes: until the next build its last text is better than none.</summary>
    private static bool IsIntermediate(string path) => path.Split(Path.DirectorySeparatorChar).Contains("obj", FilePaths.Comparer);

    private static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static bool IsBuildFile(string path) => BuildInputs.IsBuildFile(Path.GetFileName(path));

    private static bool IsOutdated(SourceFile file)
    {
        if (file.IsBuffer)
        {
            return false;
        }

        var now = FileStamp.Of(file.Path);
        return file.Known is null ? !now.Exists : file.IsOutdated(now);
    }
}
