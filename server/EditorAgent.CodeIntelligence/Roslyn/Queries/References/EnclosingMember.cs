using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>The member that a place belongs to, as a person sees it: local functions and lambdas belong to the member around them.</summary>
internal static class EnclosingMember
{
    /// <returns>Null outside of any declaration, for example in a using.</returns>
    public static ISymbol? Of(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        for (var current = node; current is not null; current = Outer(current))
        {
            switch (current)
            {
                case GlobalStatementSyntax:
                    return model.Compilation.GetEntryPoint(cancellationToken);
                case BaseFieldDeclarationSyntax { Declaration.Variables: [var variable, ..] }:
                    return model.GetDeclaredSymbol(variable, cancellationToken);
                case VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field:
                    return model.GetDeclaredSymbol(field, cancellationToken);
                case BaseNamespaceDeclarationSyntax or CompilationUnitSyntax:
                    return null;
                case MemberDeclarationSyntax member:
                    return model.GetDeclaredSymbol(member, cancellationToken) is { } symbol ? SymbolNames.Shown(symbol) : null;
            }
        }

        return null;
    }

    private static SyntaxNode? Outer(SyntaxNode node) => node is StructuredTriviaSyntax trivia ? trivia.ParentTrivia.Token.Parent : node.Parent;
}
