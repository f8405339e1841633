using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EditorAgent.CodeIntelligence.Loading.Evaluation;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// Loads a workspace's projects with the user's MSBuild, in this process: meant for a worker that ends afterwards. Whatever is wrong with the
/// workspace is in the answer (a degraded leg, an uncovered project, a warning); only cancellation throws.
/// </summary>
public sealed class SolutionLoader
{
    public async Task<LoadedSolution> LoadAsync(LoadRequest request, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        var listing = WorkspaceListing.Of(request.Root, cancellationToken);
        var sdk = SdkRegistration.For(request.Root);
        if (sdk.Path is null)
        {
            return new LoadedSolution(Path.GetFileName(request.Root), [])
            {
                Uncovered = [.. listing.Projects.Select(path => new UncoveredProject(path, "no .NET SDK"))],
                Warnings = [sdk.Problem!],
            };
        }

        var workspace = await FindAsync(request, listing, cancellationToken);
        var loaded = await EvaluateAsync(request, workspace, progress, cancellationToken);
        return sdk.Problem is null ? loaded : loaded with { Warnings = [sdk.Problem, .. loaded.Warnings] };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<WorkspaceProjects> FindAsync(LoadRequest request, WorkspaceListing listing, CancellationToken cancellationToken) =>
        new SolutionFinder(request.Root).FindAsync(request.Solution, listing, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<LoadedSolution> EvaluateAsync(LoadRequest request, WorkspaceProjects workspace, IProgress<LoadProgress> progress, CancellationToken cancellationToken) =>
        new WorkspaceEvaluation(request, workspace, progress).RunAsync(cancellationToken);
}
