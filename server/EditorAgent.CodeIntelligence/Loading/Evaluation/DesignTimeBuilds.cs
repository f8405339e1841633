using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace EditorAgent.CodeIntelligence.Loading.Evaluation;

/// <summary>
/// One session of design-time builds on this process's build manager. What a leg's build leaves in its instance is what counts; its result says
/// nothing (a leg with every argument can have failed).
/// </summary>
internal sealed class DesignTimeBuilds : IDisposable
{
    private static readonly string[] Targets = ["Compile", "CoreCompile"];

    private readonly BuildManager manager = BuildManager.DefaultBuildManager;

    public DesignTimeBuilds(ProjectCollection collection, BuildErrors errors) =>
        this.manager.BeginBuild(new BuildParameters(collection)
        {
            Loggers = [errors],
            MaxNodeCount = 1,
            EnableNodeReuse = false,
            ResetCaches = true,
            DisableInProcNode = false,
            LogTaskInputs = false,
        });

    public async Task RunAsync(EvaluatedLeg leg, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = new BuildRequestData(leg.Instance, Targets, null, BuildRequestDataFlags.ReplaceExistingProjectInstance);
        await using (cancellationToken.Register(this.manager.CancelAllSubmissions))
        {
            this.manager.PendBuildRequest(request).ExecuteAsync(_ => done.SetResult(), null);
            await done.Task;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => this.manager.EndBuild();
}
