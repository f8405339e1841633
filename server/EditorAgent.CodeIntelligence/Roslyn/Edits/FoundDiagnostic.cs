using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>An error or warning, without the compilation that it came from.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Line">From 1.</param>
/// <param name="Start">In characters of the file; tells two on a line apart.</param>
/// <param name="Member">The innermost declaration around it; empty at the top of a file.</param>
/// <param name="Source">The line, without the white space around it.</param>
internal sealed record FoundDiagnostic(string Path, int Line, int Start, string Id, string Message, string Member, string Source, bool IsError)
{
    /// <summary>What is reported in one document, in order. Only what a build would print: no suppressed ones, no suggestions.</summary>
    public static async Task<ImmutableArray<FoundDiagnostic>> InAsync(Document document, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken);
        return model is null ? [] : Of(model.GetDiagnostics(cancellationToken: cancellationToken), model.SyntaxTree, document.FilePath ?? document.Name, cancellationToken);
    }

    public static ImmutableArray<FoundDiagnostic> InSyntax(string path, string text, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(text, EditedFiles.ParsedAlone[0], path, cancellationToken: cancellationToken);
        return Of(tree.GetDiagnostics(cancellationToken), tree, path, cancellationToken);
    }

    private static ImmutableArray<FoundDiagnostic> Of(IEnumerable<Diagnostic> diagnostics, SyntaxTree tree, string path, CancellationToken cancellationToken)
    {
        ImmutableArray<Diagnostic> told =
        [
            .. diagnostics.Where(one => !one.IsSuppressed && one.Severity >= DiagnosticSeverity.Warning && one.Location.IsInSource)
                .OrderBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal),
        ];
        if (told.IsEmpty)
        {
            return [];
        }

        var text = tree.GetText(cancellationToken).ToString();
        var declarations = Declaration.In(tree.GetRoot(cancellationToken)).ToList();
        return
        [
            .. told.Select(one =>
            {
                var start = Math.Min(one.Location.SourceSpan.Start, text.Length);
                var member = declarations.Where(declaration => declaration.Node.FullSpan.Contains(start)).MinBy(declaration => declaration.Node.FullSpan.Length);
                return new FoundDiagnostic(
                    path, NumberedLines.At(text, start), start, one.Id, one.GetMessage(null), member?.Display ?? "", LineAt(text, start), one.Severity == DiagnosticSeverity.Error);
            }),
        ];
    }

    private static string LineAt(string text, int position)
    {
        var start = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = text.IndexOf('\n', position);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }
}
