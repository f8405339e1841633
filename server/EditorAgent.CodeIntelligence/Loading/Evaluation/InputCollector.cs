using System.Collections.Immutable;
using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>Collects what an evaluated project was made from.</summary>
/// <param name="collection">Holds the text of every file that was evaluated.</param>
/// <param name="immutable">Directories whose files never change under their name: the SDK and the packages.</param>
/// <param name="outputs">What the workspace's own projects build; arguments name it whether it is there or not.</param>
internal sealed class InputCollector(ProjectCollection collection, ImmutableArray<string> immutable, IReadOnlySet<string> outputs)
{
    private static readonly string[] ReadOnEveryLevel =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.config", "NuGet.Config"];

    private static readonly string[] SeenOnEveryLevel = [".editorconfig", ".globalconfig"];
    private static readonly string[] SetsOfEveryProject = [".cs", ".razor", ".cshtml", ".editorconfig", ".globalconfig"];

    /// <summary>To be called when the design-time builds have run.</summary>
    public ProjectInputs Collect(EvaluatedProject project, IEnumerable<ProjectLeg> legs)
    {
        var folder = Path.GetDirectoryName(project.Path)!;
        var owned = project.Instances.SelectMany(instance => instance.ImportPaths).Where(this.IsOwned).Append(project.Path).Distinct(ProjectPaths.Comparer).ToList();
        var elements = new ProjectElements(collection, owned, project);
        var obj = project.Instances.Select(instance => ProjectPaths.Full(instance.GetPropertyValue("MSBuildProjectExtensionsPath"), folder)).Distinct().ToList();
        var file = Path.GetFileName(project.Path);
        return new ProjectInputs(project.Path)
        {
            Files =
            [
                .. owned
                    .Append(project.Path + ".user")
                    .Concat(obj.SelectMany(path => (string[])[Path.Join(path, "project.assets.json"), Path.Join(path, $"{file}.nuget.g.props"), Path.Join(path, $"{file}.nuget.g.targets")]))
                    .Concat(legs.Select(leg => leg.ProjectAssetsFile).OfType<string>())
                    .Concat(ProjectPaths.Upwards(folder).SelectMany(level => ReadOnEveryLevel.Select(name => Path.Join(level, name))))
                    .Concat(elements.ConditionalImports().Where(this.IsOwned))
                    .Distinct(ProjectPaths.Comparer),
            ],
            Presence = [.. this.Seen(legs, folder).Concat(HintPaths(project, folder)).Distinct(ProjectPaths.Comparer)],
            Sets = [.. SetsOfEveryProject.Select(extension => new SourceSet(folder, extension)).Concat(elements.Patterns()).Distinct()],
            DependsOn = [.. project.Instances.SelectMany(instance => instance.GetItems("ProjectReference")).Select(item => ProjectPaths.Full(item.EvaluatedInclude, folder)).Distinct(ProjectPaths.Comparer)],
            PatchesSources = elements.SourcesFollowThePattern && legs.Any() && legs.All(leg => leg.HasDefaultItems),
            NeverAdded = [.. elements.NamedSources().Distinct(ProjectPaths.Comparer)],
        };
    }

    /// <summary>Every file that was evaluated for the projects, of the SDK too.</summary>
    public static IEnumerable<string> Evaluated(IEnumerable<EvaluatedProject> projects) =>
        projects.SelectMany(project => project.Instances.SelectMany(instance => instance.ImportPaths).Append(project.Path)).Distinct(ProjectPaths.Comparer);

    /// <summary>A reference whose assembly is missing is left out of the arguments until it appears.</summary>
    private static IEnumerable<string> HintPaths(EvaluatedProject project, string folder) =>
        from instance in project.Instances
        from item in instance.GetItems("Reference")
        let hint = item.GetMetadataValue("HintPath")
        let path = hint.Length > 0 ? hint : item.EvaluatedInclude
        where path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
        select ProjectPaths.Full(path, folder);

    private IEnumerable<string> Seen(IEnumerable<ProjectLeg> legs, string folder)
    {
        foreach (var level in ProjectPaths.Upwards(Path.GetDirectoryName(folder)))
        {
            foreach (var name in SeenOnEveryLevel)
            {
                yield return Path.Join(level, name);
            }
        }

        foreach (var argument in legs.SelectMany(leg => leg.Arguments).Distinct(StringComparer.Ordinal))
        {
            if (CompilerArgument.IsSource(argument))
            {
                var source = ProjectPaths.Full(argument, folder);
                if (!ProjectPaths.IsBelow(source, folder) || WorkspaceWalk.IsSkipped(source, folder))
                {
                    yield return source;
                    yield return Path.Join(Path.GetDirectoryName(source), ".editorconfig");
                }
            }
            else if ((CompilerArgument.Value(argument, "reference") ?? CompilerArgument.Value(argument, "analyzer")) is { } assembly)
            {
                var path = ProjectPaths.Full(assembly, folder);
                if (!outputs.Contains(path))
                {
                    // Packages and reference packs come and go as directories.
                    yield return this.IsOwned(path) ? path : Path.GetDirectoryName(path)!;
                }
            }
            else if ((CompilerArgument.Value(argument, "analyzerconfig") ?? CompilerArgument.Value(argument, "additionalfile")) is { } configuration)
            {
                yield return ProjectPaths.Full(configuration, folder);
            }
        }
    }

    private bool IsOwned(string path) => !immutable.Any(folder => ProjectPaths.IsBelow(path, folder));
}
