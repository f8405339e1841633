using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Which stretch of a file a declaration is.</summary>
internal static class DeclarationSpan
{
    /// <summary>From the documentation comment, or the first attribute, to the closing token.</summary>
    public static TextSpan Of(SyntaxNode node)
    {
        var start = node.SpanStart;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
            {
                start = trivia.FullSpan.Start;
                break;
            }
        }

        return TextSpan.FromBounds(start, node.Span.End);
    }

    /// <summary>The same, with plain comments that stand directly above it, which speak of it.</summary>
    public static int StartWithComments(SyntaxNode node, string text)
    {
        var start = Of(node).Start;
        while (LineAbove(text, start) is var (lineStart, line) && line.TrimStart() is ['/', '/', ..] and not ['/', '/', '/', ..])
        {
            if (lineStart < node.FullSpan.Start)
            {
                break;
            }

            start = lineStart + (line.Length - line.TrimStart().Length);
        }

        return start;
    }

    /// <summary>Where the declaration's last line ends, a comment behind it included; the line feed is not.</summary>
    public static int EndWithComment(SyntaxNode node)
    {
        var last = node is EnumMemberDeclarationSyntax value && value.GetLastToken().GetNextToken() is { RawKind: (int)SyntaxKind.CommaToken } comma ? comma : node.GetLastToken();
        var end = last.Span.End;
        foreach (var trivia in last.TrailingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                break;
            }

            end = trivia.IsKind(SyntaxKind.WhitespaceTrivia) ? end : trivia.Span.End;
        }

        return end;
    }

    private static (int Start, string Line)? LineAbove(string text, int position)
    {
        var feed = position == 0 ? -1 : text.LastIndexOf('\n', position - 1);
        if (feed < 0 || text.AsSpan(feed + 1, position - feed - 1).Trim(" \t").Length > 0)
        {
            return null;
        }

        var start = feed == 0 ? 0 : text.LastIndexOf('\n', feed - 1) + 1;
        return (start, text[start..feed]);
    }
}
