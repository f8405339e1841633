using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>Says by syntax what a place does with the symbol that it names.</summary>
internal static class ReferenceClassifier
{
    public static string KindOf(SyntaxNode node, ISymbol definition)
    {
        if (Context(node) is { } context)
        {
            return context;
        }

        var expression = Whole(node);
        if (IsCreation(expression, node))
        {
            return ReferenceKind.New;
        }

        return definition switch
        {
            INamespaceOrTypeSymbol => ReferenceKind.Type,
            IMethodSymbol { MethodKind: MethodKind.Constructor } => ReferenceKind.New,
            IMethodSymbol => IsNamed(node) && !IsInvoked(expression) ? ReferenceKind.Read : ReferenceKind.Call,
            _ => IsWritten(expression) ? ReferenceKind.Write : ReferenceKind.Read,
        };
    }

    private static string? Context(SyntaxNode node)
    {
        for (var (inner, outer) = ((SyntaxNode?)null, (SyntaxNode?)node); outer is not null; (inner, outer) = (outer, outer is StructuredTriviaSyntax trivia ? null : outer.Parent))
        {
            switch (outer)
            {
                case CrefSyntax or XmlNameAttributeSyntax:
                    return ReferenceKind.Cref;
                case TypeOfExpressionSyntax:
                    return ReferenceKind.TypeOf;
                case AttributeSyntax attribute when attribute.Name == inner:
                    return ReferenceKind.Attribute;
                case InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } call when call.ArgumentList == inner:
                    return ReferenceKind.NameOf;
                case StatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The expression or type whose last name this is.</summary>
    private static SyntaxNode Whole(SyntaxNode node)
    {
        var whole = node;
        while (true)
        {
            switch (whole.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Name == whole:
                case QualifiedNameSyntax qualified when qualified.Right == whole:
                case AliasQualifiedNameSyntax alias when alias.Name == whole:
                case MemberBindingExpressionSyntax:
                case NullableTypeSyntax:
                case ParenthesizedExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    whole = whole.Parent;
                    continue;
                default:
                    return whole;
            }
        }
    }

    private static bool IsCreation(SyntaxNode whole, SyntaxNode node) => whole.Parent switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type == whole,
        PrimaryConstructorBaseTypeSyntax => true,
        _ => node is BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax,
    };

    private static bool IsNamed(SyntaxNode node) => node is SimpleNameSyntax;

    private static bool IsInvoked(SyntaxNode whole) => whole.Parent is InvocationExpressionSyntax call && call.Expression == whole;

    private static bool IsWritten(SyntaxNode whole) => whole.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == whole,
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => true,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => true,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsWritten(tuple),
        NameEqualsSyntax { Parent: AttributeArgumentSyntax } => true,
        _ => false,
    };
}
