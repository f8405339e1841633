using EditorAgent.CodeIntelligence.Loading;
using EditorAgent.CodeIntelligence.Roslyn;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Tests.Loading;

namespace EditorAgent.CodeIntelligence.Tests.Fixtures;

/// <summary>A solution as the product loads it: the loader's legs in a code workspace.</summary>
internal static class OurWorkspace
{
    /// <param name="solution">From the root; null lets the loader choose.</param>
    public static async Task<(CodeWorkspace Workspace, CodeSnapshot Snapshot)> LoadAsync(string root, string? solution, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetUtcNow();
        var loaded = await new SolutionLoader().LoadAsync(new LoadRequest(root) { Solution = solution }, new NoProgress(), cancellationToken);
        var workspace = new CodeWorkspace(root, TimeProvider.System);
        await workspace.ApplyAsync(loaded, isTrusted: true, since, 0, cancellationToken);
        return (workspace, (await workspace.CurrentAsync(cancellationToken))!);
    }
}
