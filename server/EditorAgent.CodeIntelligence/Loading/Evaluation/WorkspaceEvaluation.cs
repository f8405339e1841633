using System.Collections.Immutable;
using Microsoft.Build.Evaluation;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>One load: all projects evaluated side by side, then a design-time build of each leg, referenced projects first.</summary>
internal sealed class WorkspaceEvaluation(LoadRequest request, WorkspaceProjects workspace, IProgress<LoadProgress> progress)
{
    public async Task<LoadedSolution> RunAsync(CancellationToken cancellationToken)
    {
        var properties = DesignTimeProperties.For(workspace, request.Configuration);
        using var collection = new ProjectCollection(properties);
        var evaluated = await this.EvaluateAsync(new ProjectEvaluator(collection, properties), cancellationToken);
        var ordered = ReferenceOrder.Sort(evaluated);
        var errors = new BuildErrors();
        var all = ordered.Sum(project => project.Legs.Length);
        var done = 0;
        using (var builds = new DesignTimeBuilds(collection, errors))
        {
            foreach (var leg in ordered.SelectMany(project => project.Legs))
            {
                await builds.RunAsync(leg, cancellationToken);
                progress.Report(new LoadProgress(++done, all, leg.ProjectPath));
            }
        }

        var names = new LegNames(request.Root, evaluated);
        return new LoadedSolution(workspace.Name, [.. evaluated.SelectMany(project => project.Legs).Select(leg => LegReader.Read(leg, names.Of(leg), errors.Of(leg.ProjectPath)))])
        {
            Uncovered = [.. workspace.Uncovered, .. evaluated.Where(project => project.Failure is not null).Select(project => new UncoveredProject(project.Path, project.Failure!))],
            Warnings = workspace.Warnings,
        };
    }

    private async Task<ImmutableArray<EvaluatedProject>> EvaluateAsync(ProjectEvaluator evaluator, CancellationToken cancellationToken)
    {
        var evaluated = new EvaluatedProject[workspace.Projects.Length];
        await Parallel.ForAsync(0, evaluated.Length, cancellationToken, (index, _) =>
        {
            evaluated[index] = evaluator.Evaluate(workspace.Projects[index]);
            return ValueTask.CompletedTask;
        });
        return [.. evaluated];
    }
}
