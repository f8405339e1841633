using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Words in comments and strings that are called as the symbol was: a rename leaves them unless it is told otherwise.</summary>
internal sealed record LeftMentions(int Comments, int Strings)
{
    public static async Task<LeftMentions> CountAsync(Solution before, string name, CancellationToken cancellationToken)
    {
        var word = new Regex($@"(?<![\w@]){Regex.Escape(name)}(?!\w)", RegexOptions.CultureInvariant);
        var (comments, strings) = (0, 0);
        foreach (var document in before.Projects.SelectMany(project => project.Documents).DistinctBy(document => document.FilePath ?? document.Id.ToString()))
        {
            var text = await document.GetTextAsync(cancellationToken);
            if (!text.ToString().Contains(name, StringComparison.Ordinal) || await document.GetSyntaxRootAsync(cancellationToken) is not { } root)
            {
                continue;
            }

            comments += root.DescendantTrivia()
                .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
                .Sum(trivia => word.Count(trivia.ToString()));
            comments += root.DescendantTokens(descendIntoTrivia: true)
                .Where(token => token.IsKind(SyntaxKind.XmlTextLiteralToken))
                .Sum(token => word.Count(token.Text));
            strings += root.DescendantTokens()
                .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
                .Sum(token => word.Count(token.Text));
        }

        return new LeftMentions(comments, strings);
    }
}
