using System.Runtime.CompilerServices;
using EditorAgent.CodeIntelligence.Loading.Evaluation;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>
/// Loads a workspace's projects with the user's MSBuild, in this process: meant for a worker that ends afterwards. Whatever is wrong with the
/// workspace is in the answer (a degraded leg, an uncovered project, a warning); only cancellation throws.
/// </summary>
public sealed class SolutionLoader(TimeProvider time)
{
    /// <summary>MSBuild has one build manager and one current directory a process.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    public SolutionLoader()
        : this(TimeProvider.System)
    {
    }

    public async Task<LoadedSolution> LoadAsync(LoadRequest request, IProgress<LoadProgress> progress, CancellationToken cancellationToken) =>
        (await this.LoadWithInputsAsync(request, progress, cancellationToken)).Solution;

    internal async Task<LoadResult> LoadWithInputsAsync(LoadRequest request, IProgress<LoadProgress> progress, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var listing = WorkspaceListing.Of(request.Root, cancellationToken);
        var sdk = SdkRegistration.For(request.Root);
        if (sdk.Path is null)
        {
            return new LoadResult(WithoutSdk(request.Root, listing, sdk.Problem!), null);
        }

        var workspace = await FindAsync(request, listing, cancellationToken);
        workspace = workspace with { Uncovered = [.. workspace.Uncovered, .. FileBasedApps.Below(request.Root, listing.Projects)] };
        var inputs = new LoadInputs(started, sdk.Path) { SolutionFiles = workspace.Files };
        await OneAtATime.WaitAsync(cancellationToken);
        try
        {
            var loaded = await EvaluateAsync(request, workspace, inputs, progress, cancellationToken);
            return sdk.Problem is null ? loaded : loaded with { Solution = loaded.Solution with { Warnings = [sdk.Problem, .. loaded.Solution.Warnings] } };
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static LoadedSolution WithoutSdk(string root, WorkspaceListing listing, string problem) => new(Path.GetFileName(root), [])
    {
        Uncovered = [.. listing.Projects.Select(path => new UncoveredProject(path, "no .NET SDK"))],
        Warnings = [problem],
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<WorkspaceProjects> FindAsync(LoadRequest request, WorkspaceListing listing, CancellationToken cancellationToken) =>
        new SolutionFinder(request.Root).FindAsync(request.Solution, listing, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Task<LoadResult> EvaluateAsync(LoadRequest request, WorkspaceProjects workspace, LoadInputs inputs, IProgress<LoadProgress> progress, CancellationToken cancellationToken) =>
        new WorkspaceEvaluation(request, workspace, progress).RunAsync(inputs, cancellationToken);
}
