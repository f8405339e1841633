using System.Collections.Immutable;
using Microsoft.Build.Evaluation;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>One load: all wanted projects evaluated side by side, then a design-time build of each leg, referenced projects first.</summary>
internal sealed class WorkspaceEvaluation(LoadRequest request, WorkspaceProjects workspace, IProgress<LoadProgress> progress)
{
    public async Task<LoadResult> RunAsync(LoadInputs inputs, CancellationToken cancellationToken)
    {
        var properties = DesignTimeProperties.For(workspace, request.Configuration);
        using var collection = new ProjectCollection(properties);
        var wanted = this.Wanted();
        var evaluated = await EvaluateAsync(new ProjectEvaluator(collection, properties), wanted, cancellationToken);
        var names = Task.Run(() => PropertyNames.In(InputCollector.Evaluated(evaluated), cancellationToken), cancellationToken);
        var errors = new BuildErrors();
        await this.BuildAsync(collection, errors, evaluated, cancellationToken);

        var legNames = new LegNames(request.Root, workspace.Projects);
        var legs = evaluated.SelectMany(project => project.Legs).Select(leg => LegReader.Read(leg, legNames.Of(leg), errors.Of(leg.ProjectPath))).ToList();
        var solution = this.Merged(legs, evaluated);
        var collector = new InputCollector(collection, ImmutableFolders(inputs.Sdk, evaluated), solution.Legs.SelectMany(leg => leg.OutputPaths).ToHashSet(ProjectPaths.Comparer));
        var byProject = legs.ToLookup(leg => leg.ProjectPath);
        return new LoadResult(solution, inputs with
        {
            Projects = [.. evaluated.Select(project => collector.Collect(project, byProject[project.Path]))],
            PropertyNames = await names,
        });
    }

    private static async Task<ImmutableArray<EvaluatedProject>> EvaluateAsync(ProjectEvaluator evaluator, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var evaluated = new EvaluatedProject[paths.Length];
        await Parallel.ForAsync(0, evaluated.Length, cancellationToken, (index, _) =>
        {
            evaluated[index] = evaluator.Evaluate(paths[index]);
            return ValueTask.CompletedTask;
        });
        return [.. evaluated];
    }

    private static ImmutableArray<string> ImmutableFolders(string sdk, IEnumerable<EvaluatedProject> projects) =>
    [
        Path.GetFullPath(Path.Join(sdk, "../..")),
        .. projects.SelectMany(project => project.Legs).Select(leg => leg.Instance.GetPropertyValue("NuGetPackageRoot")).Where(path => path.Length > 0).Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))).Distinct(),
    ];

    /// <summary>What was asked for, and what is known neither as a leg nor as uncovered.</summary>
    private ImmutableArray<string> Wanted()
    {
        if (request.Previous is not { } previous || request.Projects is not { } named)
        {
            return workspace.Projects;
        }

        var known = previous.Legs.Select(leg => leg.ProjectPath).Concat(previous.Uncovered.Select(project => project.Path)).ToHashSet(ProjectPaths.Comparer);
        return [.. workspace.Projects.Where(path => named.Contains(path, ProjectPaths.Comparer) || !known.Contains(path))];
    }

    private async Task BuildAsync(ProjectCollection collection, BuildErrors errors, ImmutableArray<EvaluatedProject> evaluated, CancellationToken cancellationToken)
    {
        var legs = ReferenceOrder.Sort(evaluated).SelectMany(project => project.Legs).ToList();
        if (legs.Count == 0)
        {
            return;
        }

        using var builds = new DesignTimeBuilds(collection, errors);
        var done = 0;
        foreach (var leg in legs)
        {
            await builds.RunAsync(leg, cancellationToken);
            progress.Report(new LoadProgress(++done, legs.Count, leg.ProjectPath));
        }
    }

    private LoadedSolution Merged(IReadOnlyList<ProjectLeg> legs, ImmutableArray<EvaluatedProject> evaluated)
    {
        var fresh = evaluated.Select(project => project.Path).ToHashSet(ProjectPaths.Comparer);
        var kept = workspace.Projects.Where(path => !fresh.Contains(path)).ToHashSet(ProjectPaths.Comparer);
        var order = workspace.Projects.Select((path, index) => (path, index)).ToDictionary(pair => pair.path, pair => pair.index, ProjectPaths.Comparer);
        var failed = evaluated.Where(project => project.Failure is not null).Select(project => new UncoveredProject(project.Path, project.Failure!));
        return new LoadedSolution(workspace.Name, [.. legs.Concat(request.Previous?.Legs.Where(leg => kept.Contains(leg.ProjectPath)) ?? []).OrderBy(leg => order[leg.ProjectPath]).ThenBy(leg => leg.Name, StringComparer.Ordinal)])
        {
            Uncovered = [.. workspace.Uncovered, .. failed, .. request.Previous?.Uncovered.Where(project => kept.Contains(project.Path)) ?? []],
            Warnings = workspace.Warnings,
        };
    }
}
