using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>From a declaration in a tree to the symbols that it declares.</summary>
internal static class DeclaredSymbols
{
    /// <param name="model">Of the node's tree.</param>
    /// <param name="node">A declaration.</param>
    /// <param name="identifier">What is looked for; a type also declares its constructors.</param>
    public static IEnumerable<ISymbol> Of(SemanticModel model, SyntaxNode node, string identifier, CancellationToken cancellationToken)
    {
        if (node is GlobalStatementSyntax)
        {
            return model.Compilation.GetEntryPoint(cancellationToken) is { } entry ? [entry] : [];
        }

        var symbol = model.GetDeclaredSymbol(node, cancellationToken);
        return symbol switch
        {
            INamedTypeSymbol type when identifier is NamePart.Constructor => type.InstanceConstructors.Where(IsFindable),
            INamedTypeSymbol type when identifier is NamePart.StaticConstructor => type.StaticConstructors.Where(IsFindable),
            IParameterSymbol parameter when PositionalProperty(parameter) is { } property => [property],
            null or IParameterSymbol => [],
            _ => [symbol],
        };
    }

    /// <summary>The property that a record makes of a positional parameter; null when it was written by hand.</summary>
    private static IPropertySymbol? PositionalProperty(IParameterSymbol parameter) =>
        parameter.ContainingType?.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property =>
            property.DeclaringSyntaxReferences.Any(reference => parameter.DeclaringSyntaxReferences.Any(own => own.SyntaxTree == reference.SyntaxTree && own.Span == reference.Span)));

    /// <summary>A record's copy constructor has no place in the source.</summary>
    private static bool IsFindable(IMethodSymbol constructor) =>
        !constructor.IsImplicitlyDeclared || constructor.Parameters.IsEmpty;
}
