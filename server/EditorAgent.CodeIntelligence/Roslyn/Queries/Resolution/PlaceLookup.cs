using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>From a place in a file to the symbol there: with a column what stands at it, else the innermost declaration around the line.</summary>
internal sealed class PlaceLookup(CodeSnapshot snapshot)
{
    /// <returns>Null when no project compiles the file or nothing is declared there.</returns>
    public async Task<ResolvedSymbol?> FindAsync(SymbolAddress.Place place, CancellationToken cancellationToken)
    {
        foreach (var document in await this.LegsAsync(place, cancellationToken))
        {
            var text = (await document.GetTextAsync(cancellationToken)).ToString();
            var lines = LineMap.Of(text);
            var (start, end) = (lines.StartOf(place.Line), lines.StartOf(place.Line + 1));
            if (place.Column is { } column && start + column - 1 < end
                && await SymbolFinder.FindSymbolAtPositionAsync(document, start + column - 1, cancellationToken) is { } exact)
            {
                return new ResolvedSymbol(exact, document.Project);
            }

            var root = await document.GetSyntaxRootAsync(cancellationToken);
            var first = FirstOf(text, start, end);
            if (Innermost(root!, first, TextSpan.FromBounds(start, end)) is not { } node)
            {
                continue;
            }

            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            if (DeclaredSymbols.Of(model, node, "", cancellationToken).FirstOrDefault() is { } declared)
            {
                return new ResolvedSymbol(declared, document.Project);
            }
        }

        return null;
    }

    /// <summary>Those legs first that compile the line; to the others it is a remark in what is around it.</summary>
    private async Task<List<Document>> LegsAsync(SymbolAddress.Place place, CancellationToken cancellationToken)
    {
        var (compiling, others) = (new List<Document>(), new List<Document>());
        foreach (var document in SnapshotDocuments.At(snapshot, place.Path))
        {
            var text = (await document.GetTextAsync(cancellationToken)).ToString();
            var lines = LineMap.Of(text);
            var first = FirstOf(text, lines.StartOf(place.Line), lines.StartOf(place.Line + 1));
            var root = await document.GetSyntaxRootAsync(cancellationToken);
            (root!.FindTrivia(first).IsKind(SyntaxKind.DisabledTextTrivia) ? others : compiling).Add(document);
        }

        return [.. compiling, .. others];
    }

    private static int FirstOf(string text, int start, int end) =>
        text.AsSpan(start, end - start).IndexOfAnyExcept(" \t\r\n") is var at and >= 0 ? start + at : start;

    private static SyntaxNode? Innermost(SyntaxNode root, int first, TextSpan line)
    {
        var around = root.DescendantNodes()
            .Where(node => DeclarationNodes.IsDeclaration(node) || node is GlobalStatementSyntax)
            .Select(node => (Node: node, Span: WithComment(node)))
            .ToImmutableArray();
        var onFirst = around.Where(pair => pair.Span.Contains(first)).OrderBy(pair => pair.Span.Length).Select(pair => pair.Node).FirstOrDefault();
        return onFirst ?? around.Where(pair => pair.Span.OverlapsWith(line)).OrderBy(pair => pair.Span.Length).Select(pair => pair.Node).FirstOrDefault();
    }

    /// <summary>A field's type and its comment belong to its name.</summary>
    private static TextSpan WithComment(SyntaxNode node)
    {
        var whole = node is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : node;
        var comment = whole.GetLeadingTrivia().FirstOrDefault(trivia => trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax);
        return comment == default ? whole.Span : TextSpan.FromBounds(comment.FullSpan.Start, whole.Span.End);
    }
}
