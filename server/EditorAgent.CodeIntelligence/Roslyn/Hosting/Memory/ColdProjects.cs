using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Memory;

/// <summary>Roslyn keeps what it computed for a project as long as the project is in a solution. A project that is put in anew has nothing yet.</summary>
internal static class ColdProjects
{
    public static Solution Forget(Solution solution, IEnumerable<BuiltProject> projects, Func<string, SourceFile> open)
    {
        foreach (var project in projects)
        {
            var cold = WithPresentDocuments(solution, project.Project, open);
            solution = solution.RemoveProject(cold.Id).AddProject(cold);
        }

        return solution;
    }

    /// <summary>A project's description with the documents that it has in a solution.</summary>
    public static ProjectInfo WithPresentDocuments(Solution solution, ProjectInfo project, Func<string, SourceFile> open)
    {
        var present = solution.GetProject(project.Id)!;
        var directory = Path.GetDirectoryName(project.FilePath)!;
        return project
            .WithDocuments(Documents(present.Documents))
            .WithAdditionalDocuments(Documents(present.AdditionalDocuments))
            .WithAnalyzerConfigDocuments(Documents(present.AnalyzerConfigDocuments));

        IEnumerable<DocumentInfo> Documents(IEnumerable<TextDocument> documents) =>
            [.. documents.Select(document => SolutionBuilder.DocumentOf(project.Id, directory, open(document.FilePath!)))];
    }
}
