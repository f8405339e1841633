using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Nullability;

/// <summary>From a warning to the declaration that would have to say <c>?</c> for the warning to go away.</summary>
internal static class NullTargets
{
    /// <summary>The declared symbol that takes the null, with the interface and base members it stands for.</summary>
    public static IEnumerable<ISymbol> Of(SemanticModel model, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellationToken)
    {
        var target = diagnostic.Id switch
        {
            NullableDiagnostics.Return => Returning(model, node, cancellationToken),
            NullableDiagnostics.Argument or NullableDiagnostics.Assignment or NullableDiagnostics.NullLiteral => Taking(model, node, cancellationToken),
            _ => null,
        };
        if (target?.OriginalDefinition is not { } symbol)
        {
            return [];
        }

        return symbol is IParameterSymbol or IFieldSymbol
            ? [symbol]
            : OverridingMembers.Implemented(symbol).Select(contract => contract.OriginalDefinition).Prepend(OverridingMembers.Overridden(symbol)?.OriginalDefinition).OfType<ISymbol>().Prepend(symbol);
    }

    /// <summary>The types in the source that have to become nullable; none for what has no source or says so already.</summary>
    public static IEnumerable<TypeSyntax> Types(ISymbol symbol, CancellationToken cancellationToken)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var type = reference.GetSyntax(cancellationToken) switch
            {
                MethodDeclarationSyntax method => Awaited(method.ReturnType, symbol as IMethodSymbol),
                LocalFunctionStatementSyntax function => Awaited(function.ReturnType, symbol as IMethodSymbol),
                OperatorDeclarationSyntax method => method.ReturnType,
                BasePropertyDeclarationSyntax property => property.Type,
                ParameterSyntax parameter => parameter.Type,
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } => declaration.Type,
                _ => null,
            };
            if (type is not (null or NullableTypeSyntax or { IsVar: true }))
            {
                yield return type;
            }
        }
    }

    private static TypeSyntax? Awaited(TypeSyntax type, IMethodSymbol? method)
    {
        if (type is GenericNameSyntax { TypeArgumentList.Arguments: [var argument] } generic
            && (method?.IsAsync == true || method?.IsIterator == true || generic.Identifier.ValueText is "Task" or "ValueTask"))
        {
            return argument;
        }

        return type;
    }

    private static ISymbol? Returning(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        foreach (var outer in node.AncestorsAndSelf())
        {
            switch (outer)
            {
                case AnonymousFunctionExpressionSyntax:
                    return null;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax or OperatorDeclarationSyntax or BasePropertyDeclarationSyntax:
                    return model.GetDeclaredSymbol(outer, cancellationToken);
            }
        }

        return null;
    }

    private static ISymbol? Taking(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        for (var outer = node; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case ArgumentSyntax argument:
                    return (model.GetOperation(argument, cancellationToken) as IArgumentOperation)?.Parameter;
                case AssignmentExpressionSyntax assignment when assignment.Right.Span.Contains(node.Span):
                    return model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } left and (IFieldSymbol or IPropertySymbol) ? left : null;
                case EqualsValueClauseSyntax { Parent: (ParameterSyntax or PropertyDeclarationSyntax) and var declaration }:
                    return model.GetDeclaredSymbol(declaration, cancellationToken);
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field }:
                    return model.GetDeclaredSymbol(field, cancellationToken);
                case StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                    return null;
            }
        }

        return null;
    }
}
