using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Solutions;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>Changes of single files, in every project that has them; all else of the solution is kept.</summary>
internal static class SolutionPatch
{
    public static Solution Replace(Solution solution, SourceFile file)
    {
        foreach (var id in solution.GetDocumentIdsWithFilePath(file.Path))
        {
            solution = Replace(solution, id, file);
        }

        return solution;
    }

    public static Solution Add(Solution solution, ProjectId project, SourceFile file)
    {
        var directory = Path.GetDirectoryName(solution.GetProject(project)!.FilePath)!;
        return solution.AddDocument(SolutionBuilder.DocumentOf(project, directory, file));
    }

    /// <summary>Puts a project's documents into the order of their paths.</summary>
    public static Solution Order(Solution solution, ProjectId project)
    {
        var documents = solution.GetProject(project)!.Documents.ToArray();
        var ordered = documents.OrderBy(document => document.FilePath, FilePaths.Comparer).ToArray();
        return ordered.SequenceEqual(documents) ? solution : solution.WithProjectDocumentsOrder(project, [.. ordered.Select(document => document.Id)]);
    }

    /// <summary>Makes a project's documents those of <paramref name="wanted"/>; documents in both are kept as they are.</summary>
    public static Solution Align(Solution solution, ProjectInfo wanted)
    {
        var project = solution.GetProject(wanted.Id)!;
        solution = solution
            .RemoveDocuments(Absent(project.Documents, wanted.Documents))
            .RemoveAdditionalDocuments(Absent(project.AdditionalDocuments, wanted.AdditionalDocuments))
            .RemoveAnalyzerConfigDocuments(Absent(project.AnalyzerConfigDocuments, wanted.AnalyzerConfigDocuments));
        solution = solution.AddDocuments(Missing(project.Documents, wanted.Documents));
        solution = solution.AddAdditionalDocuments(Missing(project.AdditionalDocuments, wanted.AdditionalDocuments));
        solution = solution.AddAnalyzerConfigDocuments(Missing(project.AnalyzerConfigDocuments, wanted.AnalyzerConfigDocuments));
        return Order(solution, wanted.Id);
    }

    private static Solution Replace(Solution solution, DocumentId id, SourceFile file)
    {
        var text = file.Read().Text;
        return solution switch
        {
            _ when solution.ContainsDocument(id) => solution.WithDocumentText(id, text),
            _ when solution.ContainsAdditionalDocument(id) => solution.WithAdditionalDocumentText(id, text),
            _ => solution.WithAnalyzerConfigDocumentText(id, text),
        };
    }

    private static ImmutableArray<DocumentId> Absent(IEnumerable<TextDocument> present, IEnumerable<DocumentInfo> wanted)
    {
        var paths = wanted.Select(document => document.FilePath!).ToHashSet(FilePaths.Comparer);
        return [.. present.Where(document => !paths.Contains(document.FilePath!)).Select(document => document.Id)];
    }

    private static ImmutableArray<DocumentInfo> Missing(IEnumerable<TextDocument> present, IEnumerable<DocumentInfo> wanted)
    {
        var paths = present.Select(document => document.FilePath!).ToHashSet(FilePaths.Comparer);
        return [.. wanted.Where(document => !paths.Contains(document.FilePath!))];
    }
}
