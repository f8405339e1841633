using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Operations on a declaration, worked out as changes of its file's text.</summary>
/// <param name="text">Lines end in line feeds.</param>
internal sealed class SymbolEdits(string text)
{
    private readonly Lazy<string> unit = new(() => Indentation.UnitOf(text));

    public EditStep Replace(Declaration declaration, string piece)
    {
        if (declaration.Siblings > 1)
        {
            return DeclaredTogether(declaration);
        }

        if (IsHeading(piece))
        {
            return new EditStep.Rejected(
                CodeError.Failed,
                $"the text holds no declaration, only comments or attributes, and {declaration.Display} would be gone; send the whole declaration, or put this above it with insert_before");
        }

        var span = DeclarationSpan.Of(declaration.Node);
        var indent = Indentation.At(text, span.Start);
        var moved = Indentation.Move(WithoutComma(declaration.Node, piece), indent, this.unit.Value);
        return EditStep.Of(span, moved.TrimStart(' ', '\t'));
    }

    public EditStep Delete(Declaration declaration)
    {
        if (declaration.Siblings > 1)
        {
            return DeclaredTogether(declaration);
        }

        var span = DeclarationSpan.Of(declaration.Node);
        var (start, end) = (span.Start, DeclarationSpan.EndWithComment(declaration.Node));
        var lineStart = LineStart(start);
        var wholeLines = text.AsSpan(lineStart, start - lineStart).Trim(" \t").IsEmpty && (end == text.Length || text.IndexOf('\n', end) is var feed
            && text.AsSpan(end, (feed < 0 ? text.Length : feed) - end).Trim(" \t").IsEmpty);
        if (!wholeLines)
        {
            return EditStep.Of(TextSpan.FromBounds(start, end), "");
        }

        var next = text.IndexOf('\n', end) is var after and >= 0 ? after + 1 : text.Length;
        return EditStep.Of(this.WithOneBlankLine(lineStart, next), "");
    }

    public EditStep InsertBefore(Declaration declaration, string piece)
    {
        var node = declaration.Node;
        var start = DeclarationSpan.StartWithComments(node, text);
        var indent = Indentation.At(text, start);
        var moved = Indentation.Move(WithComma(node, piece, true), indent, this.unit.Value);
        var gap = this.NeedsBlankLine(node, moved) ? "\n\n" : "\n";
        var lineStart = LineStart(start);
        var above = text.AsSpan(0, lineStart).TrimEnd(" \t");
        var isCrowded = gap.Length > 1 && above.Length > 0 && !above.EndsWith("\n\n") && above.TrimEnd() is [.., not '{'];
        return text.AsSpan(lineStart, start - lineStart).Trim(" \t").IsEmpty
            ? EditStep.Of(new TextSpan(lineStart, 0), (isCrowded ? "\n" : "") + moved + gap)
            : EditStep.Of(new TextSpan(start, 0), moved.TrimStart(' ', '\t') + gap + indent);
    }

    public EditStep InsertAfter(Declaration declaration, string piece)
    {
        var node = declaration.Node;
        var indent = Indentation.At(text, DeclarationSpan.Of(node).Start);
        var end = DeclarationSpan.EndWithComment(node);
        var isLastValue = node is EnumMemberDeclarationSyntax && !node.GetLastToken().GetNextToken().IsKind(SyntaxKind.CommaToken);
        var moved = Indentation.Move(WithComma(node, piece, !isLastValue), indent, this.unit.Value);
        var gap = this.NeedsBlankLine(node, moved) ? "\n\n" : "\n";
        var insertion = this.Behind(end, gap + moved, indent, gap.Length > 1);
        return isLastValue
            ? new EditStep.Changed([new TextChange(new TextSpan(node.Span.End, 0), ","), .. insertion])
            : new EditStep.Changed(insertion);
    }

    /// <param name="declaration">A type.</param>
    /// <param name="piece">One or more members.</param>
    /// <param name="where"><c>end</c>, <c>after Name</c> or null.</param>
    public EditStep AddMember(Declaration declaration, string piece, string? where)
    {
        if (where is { } place && !place.Equals("end", StringComparison.OrdinalIgnoreCase) && place.Trim().Length > 0)
        {
            return this.AddAfter(declaration, piece, place.Trim());
        }

        var (open, close) = BracesOf(declaration.Node);
        if (open.IsKind(SyntaxKind.None) || open.IsMissing)
        {
            return declaration.Node is TypeDeclarationSyntax { SemicolonToken: { RawKind: (int)SyntaxKind.SemicolonToken } semicolon }
                ? this.AddBody(semicolon, piece)
                : new EditStep.Rejected(CodeError.Unsupported, $"{declaration.Display} has no members; name a class, struct, record, interface or enum");
        }

        if (close.IsMissing)
        {
            return new EditStep.Rejected(CodeError.Unsupported, $"{declaration.Display} has no closing brace; use replace_text");
        }

        var last = LastMember(declaration.Node);
        var isClosedByDirective = close.LeadingTrivia.Any(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        if (last is not null && !isClosedByDirective)
        {
            return this.InsertAfter(new Declaration(last, "", null), piece);
        }

        return this.AddBeforeBrace(open, close, last, piece);
    }

    private EditStep AddAfter(Declaration type, string piece, string place)
    {
        var name = place.StartsWith("after ", StringComparison.OrdinalIgnoreCase) ? place["after ".Length..].Trim() : place;
        var prefix = type.FullName + ".";
        var members = Declaration.In(type.Node).Select(member => member with { FullName = prefix + member.FullName })
            .Where(member => member.Node.Parent == type.Node || member.Node.Parent?.Parent == type.Node).ToList();
        var address = DeclarationAddress.Parse(name);
        var found = members.Where(address.Matches).ToList();
        return found.Count switch
        {
            0 => new EditStep.Rejected(
                CodeError.SymbolNotFound,
                $"{type.Display} has no member {name} to add after; it has {string.Join(", ", members.Select(member => member.Name).Distinct().Take(20))}; or say where=end"),
            // Overloads stand together: behind the last of them.
            _ => this.InsertAfter(found[^1], piece),
        };
    }

    private EditStep AddBody(SyntaxToken semicolon, string piece)
    {
        var indent = Indentation.At(text, semicolon.Parent!.SpanStart);
        var moved = Indentation.Move(piece, indent + this.unit.Value, this.unit.Value);
        return EditStep.Of(semicolon.Span, $"\n{indent}{{\n{moved}\n{indent}}}");
    }

    private EditStep AddBeforeBrace(SyntaxToken open, SyntaxToken close, SyntaxNode? last, string piece)
    {
        var lineStart = LineStart(close.SpanStart);
        var indent = Indentation.At(text, close.SpanStart);
        var isAlone = text.AsSpan(lineStart, close.SpanStart - lineStart).Trim(" \t").IsEmpty;
        if (!isAlone)
        {
            indent = Indentation.At(text, close.Parent!.SpanStart);
        }

        var moved = Indentation.Move(piece, indent + this.unit.Value, this.unit.Value);
        if (isAlone)
        {
            return EditStep.Of(new TextSpan(lineStart, 0), (last is null ? "" : "\n") + moved + "\n");
        }

        var isEmpty = text.AsSpan(open.Span.End, close.SpanStart - open.Span.End).Trim().IsEmpty;
        if (!isEmpty)
        {
            return EditStep.Of(new TextSpan(close.SpanStart, 0), $"\n{moved}\n{indent}");
        }

        // "class A { }" opens up; the brace goes to a line of its own.
        var before = open.GetPreviousToken().Span.End;
        var from = text.AsSpan(before, open.SpanStart - before).Trim().IsEmpty ? before : open.SpanStart;
        return EditStep.Of(TextSpan.FromBounds(from, close.Span.End), $"\n{indent}{{\n{moved}\n{indent}}}");
    }

    private ImmutableArray<TextChange> Behind(int end, string insertion, string indent, bool isSetApart)
    {
        var feed = text.IndexOf('\n', end);
        var rest = text.AsSpan(end, (feed < 0 ? text.Length : feed) - end);
        if (!rest.Trim(" \t").IsEmpty)
        {
            return [new TextChange(new TextSpan(end, rest.Length - rest.TrimStart(" \t").Length), insertion + "\n" + indent)];
        }

        var below = feed < 0 ? default : text.AsSpan(feed + 1).TrimStart(" \t");
        var isCrowded = isSetApart && below is [not ('\n' or '}' or '#'), ..];
        return [new TextChange(new TextSpan(end, 0), isCrowded ? insertion + "\n" : insertion)];
    }

    /// <summary>Fields, values and other one-liners of a kind stand together; everything else is set apart by a blank line.</summary>
    private bool NeedsBlankLine(SyntaxNode neighbour, string moved)
    {
        if (IsHeading(moved))
        {
            return false;
        }

        var start = DeclarationSpan.StartWithComments(neighbour, text);
        if (moved.Contains('\n') || text.AsSpan(start, neighbour.Span.End - start).Contains('\n'))
        {
            return true;
        }

        var isOfAKind = neighbour is EnumMemberDeclarationSyntax
            || (SyntaxFactory.ParseMemberDeclaration(moved)?.Kind() is { } kind && kind == neighbour.Kind() && neighbour is not BaseTypeDeclarationSyntax);
        return !isOfAKind;
    }

    /// <summary>The lines of a declaration that goes, with the blank lines on one side, so that one gap remains between its neighbours.</summary>
    private TextSpan WithOneBlankLine(int start, int end)
    {
        var next = end;
        while (next < text.Length && text.IndexOf('\n', next) is var feed and >= 0 && text.AsSpan(next, feed - next).Trim(" \t").IsEmpty)
        {
            next = feed + 1;
        }

        var previous = start;
        while (previous > 0 && LineStart(previous - 1) is var above && text.AsSpan(above, previous - 1 - above).Trim(" \t").IsEmpty)
        {
            previous = above;
        }

        var isFirst = previous == 0 || text.AsSpan(0, previous).TrimEnd() is [.., '{'];
        var isLast = next >= text.Length || text.AsSpan(next).TrimStart() is ['}', ..];
        return (isFirst, isLast) switch
        {
            (false, true) => TextSpan.FromBounds(previous, end),
            (true, _) => TextSpan.FromBounds(start, next),
            _ when previous < start => TextSpan.FromBounds(start, next > end ? next : end),
            _ => TextSpan.FromBounds(start, end),
        };
    }

    /// <summary>Comments and attributes, without anything that they would stand above.</summary>
    private static bool IsHeading(string piece) =>
        SyntaxFactory.ParseTokens(piece).First().IsKind(SyntaxKind.EndOfFileToken)
        || SyntaxFactory.ParseMemberDeclaration(piece) is IncompleteMemberSyntax { AttributeLists.Count: > 0, Type: null or { IsMissing: true } };

    private static EditStep DeclaredTogether(Declaration declaration) => new EditStep.Rejected(
        CodeError.Unsupported, $"{declaration.Display} is declared together with others in one statement: use replace_text");

    private static string WithoutComma(SyntaxNode node, string piece) =>
        node is EnumMemberDeclarationSyntax ? piece.TrimEnd().TrimEnd(',') : piece;

    private static string WithComma(SyntaxNode neighbour, string piece, bool isFollowed) => neighbour is EnumMemberDeclarationSyntax
        ? piece.TrimEnd().TrimEnd(',') + (isFollowed ? "," : "")
        : piece;

    private static (SyntaxToken Open, SyntaxToken Close) BracesOf(SyntaxNode node) =>
        node is BaseTypeDeclarationSyntax type ? (type.OpenBraceToken, type.CloseBraceToken) : default;

    private static SyntaxNode? LastMember(SyntaxNode node) => node switch
    {
        TypeDeclarationSyntax type => type.Members.LastOrDefault(),
        EnumDeclarationSyntax values => values.Members.LastOrDefault(),
        _ => null,
    };

    private int LineStart(int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
}
