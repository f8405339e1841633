using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Formats what a batch has changed by the .editorconfig that counts for the file, and nothing else.</summary>
internal static class SpanFormatting
{
    /// <param name="file">Changed.</param>
    /// <param name="solution">Where the file may be a document; else it is formatted on its own.</param>
    /// <param name="root">Above it no .editorconfig is looked for when the file is on its own.</param>
    /// <param name="cancellationToken">Leaves the file as it is.</param>
    public static async Task FormatAsync(WorkingFile file, Solution? solution, string root, CancellationToken cancellationToken)
    {
        var spans = ChangedSpans(file);
        if (!file.IsCSharp || spans.IsEmpty)
        {
            return;
        }

        var text = SourceText.From(file.Text, Encoding.UTF8);
        if (solution?.GetDocumentIdsWithFilePath(file.Path).FirstOrDefault() is { } id && solution.GetDocument(id) is { } document)
        {
            await FormatAsync(file, document.WithText(text), spans, cancellationToken);
            return;
        }

        using var workspace = new AdhocWorkspace();
        await FormatAsync(file, Alone(workspace, file, text, root), spans, cancellationToken);
    }

    private static async Task FormatAsync(WorkingFile file, Document document, ImmutableArray<TextSpan> spans, CancellationToken cancellationToken)
    {
        var formatted = await Formatter.FormatAsync(document, spans, options: null, cancellationToken);
        var text = await formatted.GetTextAsync(cancellationToken);
        file.Set(TextReplacement.Normalized(text.ToString()));
    }

    private static Document Alone(AdhocWorkspace workspace, WorkingFile file, SourceText text, string root)
    {
        var project = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(project, "Alone", "Alone", LanguageNames.CSharp).WithProjectParseOptions(project, file.ParseOptions[0]);
        for (var directory = Path.GetDirectoryName(file.Path); directory is not null; directory = directory == root ? null : Path.GetDirectoryName(directory))
        {
            var config = Path.Join(directory, ".editorconfig");
            if (File.Exists(config))
            {
                solution = solution.AddAnalyzerConfigDocument(
                    DocumentId.CreateNewId(project), ".editorconfig", SourceText.From(File.ReadAllText(config), Encoding.UTF8), filePath: config);
            }
        }

        var id = DocumentId.CreateNewId(project);
        return solution.AddDocument(id, Path.GetFileName(file.Path), text, filePath: file.Path).GetDocument(id)!;
    }

    private static ImmutableArray<TextSpan> ChangedSpans(WorkingFile file)
    {
        var shift = 0;
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var change in file.Changes())
        {
            var length = (change.NewText ?? "").Length;
            spans.Add(new TextSpan(change.Span.Start + shift, length));
            shift += length - change.Span.Length;
        }

        return spans.ToImmutable();
    }
}
