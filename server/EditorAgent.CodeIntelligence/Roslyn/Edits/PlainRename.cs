using System.Text.RegularExpressions;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>
/// Puts a new name wherever the old one means the symbol, and rewrites nothing else. For code on which Roslyn's own rename fails (it throws on
/// files with extension blocks); that one would also qualify names that get in each other's way, which here is found as a conflict afterwards.
/// </summary>
internal static class PlainRename
{
    private const string AttributeEnding = "Attribute";

    public static async Task<Solution> RunAsync(Solution solution, IEnumerable<ISymbol> symbols, RenameQuery query, CancellationToken cancellationToken)
    {
        var spans = new Dictionary<DocumentId, HashSet<TextSpan>>();
        var name = "";
        foreach (var symbol in symbols)
        {
            name = symbol.Name;
            foreach (var found in await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken))
            {
                foreach (var location in found.Definition.Locations.Where(location => location.IsInSource))
                {
                    Add(solution.GetDocument(location.SourceTree), location.SourceSpan);
                }

                foreach (var location in found.Locations.Where(location => !location.IsImplicit))
                {
                    Add(location.Document, location.Location.SourceSpan);
                }
            }
        }

        var words = query.InComments || query.InStrings ? solution.Projects.SelectMany(project => project.DocumentIds) : spans.Keys;
        var renamed = solution;
        foreach (var id in words.ToList())
        {
            var changes = await ChangesAsync(solution.GetDocument(id)!, name, spans.GetValueOrDefault(id) ?? [], query, cancellationToken);
            if (changes.Count > 0)
            {
                renamed = renamed.WithDocumentText(id, (await solution.GetDocument(id)!.GetTextAsync(cancellationToken)).WithChanges(changes));
            }
        }

        return renamed;

        void Add(Document? document, TextSpan span)
        {
            if (document is null or SourceGeneratedDocument)
            {
                return;
            }

            if (!spans.TryGetValue(document.Id, out var list))
            {
                spans.Add(document.Id, list = []);
            }

            list.Add(span);
        }
    }

    private static async Task<List<TextChange>> ChangesAsync(Document document, string name, HashSet<TextSpan> spans, RenameQuery query, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var changes = new SortedDictionary<int, TextChange>();
        foreach (var token in spans.Select(span => root.FindToken(span.Start, findInsideTrivia: true)))
        {
            if (NewTextOf(token, name, query.NewName) is { } text)
            {
                changes[token.SpanStart] = new TextChange(token.Span, text);
            }
        }

        var word = new Regex($@"(?<![\w@]){Regex.Escape(name)}(?!\w)", RegexOptions.CultureInvariant);
        foreach (var span in Mentions(root, query))
        {
            foreach (var match in word.EnumerateMatches(span.Text))
            {
                changes[span.Start + match.Index] = new TextChange(new TextSpan(span.Start + match.Index, match.Length), query.NewName.TrimStart('@'));
            }
        }

        return [.. changes.Values];
    }

    private static string? NewTextOf(SyntaxToken token, string name, string newName)
    {
        if (token.ValueText == name && token.RawKind is (int)SyntaxKind.IdentifierToken)
        {
            return newName;
        }

        // An attribute goes by its short name as well.
        return token.ValueText + AttributeEnding == name
            ? newName.EndsWith(AttributeEnding, StringComparison.Ordinal) ? newName[..^AttributeEnding.Length] : newName
            : null;
    }

    private static IEnumerable<(int Start, string Text)> Mentions(SyntaxNode root, RenameQuery query)
    {
        if (query.InComments)
        {
            foreach (var trivia in root.DescendantTrivia().Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia))
            {
                yield return (trivia.SpanStart, trivia.ToString());
            }
        }

        foreach (var token in root.DescendantTokens(descendIntoTrivia: query.InComments))
        {
            var isText = token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;
            if ((isText && query.InStrings) || token.IsKind(SyntaxKind.XmlTextLiteralToken))
            {
                yield return (token.SpanStart, token.Text);
            }
        }
    }
}
