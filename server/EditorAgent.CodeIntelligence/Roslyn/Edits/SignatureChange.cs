using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What of an edit other files can see.</summary>
/// <param name="Names">Files that say none of these cannot be concerned.</param>
/// <param name="IsEverywhere">Whether every file of the project is concerned, whatever it says: global usings, attributes of the assembly.</param>
internal sealed record SignatureChange(ImmutableHashSet<string> Names, bool IsEverywhere)
{
    public static readonly SignatureChange None = new([], false);

    public bool IsNone => Names.IsEmpty && !IsEverywhere;

    /// <summary>By the text of declarations without their bodies.</summary>
    public static SignatureChange Between(string? old, string? now, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        var (before, after) = (Tree(old), Tree(now));
        if (SyntaxFactory.AreEquivalent(before, after, topLevel: true))
        {
            return None;
        }

        var (oldHeads, newHeads) = (Heads(before.GetCompilationUnitRoot(cancellationToken)), Heads(after.GetCompilationUnitRoot(cancellationToken)));
        var names = oldHeads.Except(newHeads).SelectMany(head => head.NamesWhenGone)
            .Concat(newHeads.Except(oldHeads).SelectMany(head => head.NamesWhenNew))
            .ToImmutableHashSet(StringComparer.Ordinal);
        return new SignatureChange(names, Shared(before) != Shared(after));

        SyntaxTree Tree(string? text) => CSharpSyntaxTree.ParseText(text ?? "", options, cancellationToken: cancellationToken);

        string Shared(SyntaxTree tree)
        {
            var root = tree.GetCompilationUnitRoot(cancellationToken);
            return string.Concat(root.Usings.Where(one => !one.GlobalKeyword.IsKind(SyntaxKind.None)).Select(one => one.ToString())) + root.AttributeLists.ToString();
        }
    }

    /// <summary>Whether a file says one of the names, as a word of its own.</summary>
    public bool Concerns(string text) => IsEverywhere || Names.Any(name => Says(text, name));

    private static bool Says(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var isWord = (at == 0 || !IsPart(text[at - 1]) || !IsPart(name[0])) && (at + name.Length == text.Length || !IsPart(text[at + name.Length]) || !IsPart(name[^1]));
            if (isWord)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || character == '_';

    private static ImmutableHashSet<Head> Heads(CompilationUnitSyntax root) => [.. Declaration.In(root)
        .Where(declaration => declaration.Node is not LocalFunctionStatementSyntax)
        .Select(declaration => new Head(declaration.FullName, HeadOf(declaration.Node), Binds(declaration.Node)))];

    /// <summary>Whether a declaration asks something of those who only name its type: to implement, to set or to handle it.</summary>
    private static bool Binds(SyntaxNode node) =>
        node is EnumMemberDeclarationSyntax or ConstructorDeclarationSyntax or IndexerDeclarationSyntax or OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax or DestructorDeclarationSyntax
        || node.Parent is InterfaceDeclarationSyntax
        || (node is MemberDeclarationSyntax member && member.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.AbstractKeyword or SyntaxKind.RequiredKeyword or SyntaxKind.OverrideKeyword));

    private static string HeadOf(SyntaxNode node)
    {
        var end = node switch
        {
            BaseTypeDeclarationSyntax { OpenBraceToken: { RawKind: (int)SyntaxKind.OpenBraceToken } brace } => brace.SpanStart,
            BaseMethodDeclarationSyntax { Body: { } body } => body.SpanStart,
            BaseMethodDeclarationSyntax { ExpressionBody: { } body } => body.SpanStart,
            _ => node.Span.End,
        };
        return string.Join(' ', node.DescendantTokens().TakeWhile(token => token.SpanStart < end).Select(token => token.Text));
    }

    /// <param name="FullName">Of the member; the name before its own is the type's.</param>
    /// <param name="Text">Up to the body.</param>
    /// <param name="IsBinding">Whether a new one concerns those who name its type alone.</param>
    private sealed record Head(string FullName, string Text, bool IsBinding)
    {
        /// <summary>Heirs and implementers may have relied on it without naming it.</summary>
        public IEnumerable<string> NamesWhenGone => FullName.Split('.').TakeLast(2).Select(Word);

        public IEnumerable<string> NamesWhenNew => FullName.Split('.').TakeLast(IsBinding ? 2 : 1).Select(Word);

        private static string Word(string name) => name switch
        {
            "this[]" => "[",
            _ when name.StartsWith("operator", StringComparison.Ordinal) => name["operator ".Length..],
            _ => name.TrimStart('~'),
        };
    }
}
