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
        var names = oldHeads.Except(newHeads).Concat(newHeads.Except(oldHeads)).SelectMany(head => head.Names).ToImmutableHashSet(StringComparer.Ordinal);
        return new SignatureChange(names, Shared(before) != Shared(after));

        SyntaxTree Tree(string? text) => CSharpSyntaxTree.ParseText(text ?? "", options, cancellationToken: cancellationToken);

        string Shared(SyntaxTree tree)
        {
            var root = tree.GetCompilationUnitRoot(cancellationToken);
            return string.Concat(root.Usings.Where(one => !one.GlobalKeyword.IsKind(SyntaxKind.None)).Select(one => one.ToString())) + root.AttributeLists.ToString();
        }
    }

    private static ImmutableHashSet<Head> Heads(CompilationUnitSyntax root) => [.. Declaration.In(root)
        .Where(declaration => declaration.Node is not LocalFunctionStatementSyntax)
        .Select(declaration => new Head(declaration.FullName, HeadOf(declaration.Node)))];

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

    /// <param name="FullName">Names the member and all types around it: implementers and heirs mention one of them.</param>
    /// <param name="Text">Up to the body.</param>
    private sealed record Head(string FullName, string Text)
    {
        public IEnumerable<string> Names => FullName.Split('.').TakeLast(2).Select(name => name.TrimStart('~')).Select(name => name switch
        {
            "this[]" => "[",
            _ when name.StartsWith("operator", StringComparison.Ordinal) => name["operator ".Length..],
            _ => name,
        });
    }
}
