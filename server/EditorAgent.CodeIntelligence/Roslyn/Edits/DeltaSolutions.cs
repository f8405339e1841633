using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The solution as it was before files were written, forked from what it is now.</summary>
internal static class DeltaSolutions
{
    public static Solution Before(Solution after, IEnumerable<WrittenFile> files)
    {
        var before = after;
        foreach (var file in files)
        {
            var ids = before.GetDocumentIdsWithFilePath(file.Path);
            if (file.OldText is null)
            {
                before = before.RemoveDocuments(ids);
                continue;
            }

            var text = SourceText.From(TextReplacement.Normalized(file.OldText), Encoding.UTF8);
            before = ids.IsEmpty ? Restored(before, file.Path, text) : before.WithDocumentText(ids, text);
        }

        return before;
    }

    /// <summary>A file that is gone belonged to the projects whose directory is the nearest above it.</summary>
    private static Solution Restored(Solution solution, string path, SourceText text)
    {
        var owners = solution.Projects
            .Where(project => project.FilePath is not null && path.StartsWith(Path.GetDirectoryName(project.FilePath) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .GroupBy(project => Path.GetDirectoryName(project.FilePath)!.Length)
            .MaxBy(group => group.Key);
        foreach (var project in owners ?? Enumerable.Empty<Project>())
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project.Id, path), Path.GetFileName(path), text, filePath: path);
        }

        return solution;
    }
}
