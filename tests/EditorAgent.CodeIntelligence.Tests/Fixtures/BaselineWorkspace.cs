using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.MSBuild;

namespace EditorAgent.CodeIntelligence.Tests.Fixtures;

/// <summary>The same solution as a plain MSBuildWorkspace loads it: what our answers are held against.</summary>
internal static class BaselineWorkspace
{
    public static async Task<(MSBuildWorkspace Workspace, Solution Solution)> LoadAsync(string solution, CancellationToken cancellationToken)
    {
        var workspace = MSBuildWorkspace.Create();
        workspace.SkipUnrecognizedProjects = true;
        var opened = await workspace.OpenSolutionAsync(solution, cancellationToken: cancellationToken);

        // A generator that is not built makes SymbolFinder throw for most members.
        foreach (var project in opened.Projects)
        {
            foreach (var reference in project.AnalyzerReferences.OfType<UnresolvedAnalyzerReference>())
            {
                opened = opened.RemoveAnalyzerReference(project.Id, reference);
            }
        }

        return (workspace, opened);
    }
}
