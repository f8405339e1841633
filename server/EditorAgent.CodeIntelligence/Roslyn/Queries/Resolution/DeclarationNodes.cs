using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>Finds in a syntax tree, without binding, the declarations that a name could mean.</summary>
internal static class DeclarationNodes
{
    /// <summary>A word that a file must hold to declare such a symbol; null when any file may.</summary>
    public static string? WordFor(SymbolAddress.Name name) => name.Last.Identifier switch
    {
        NamePart.Constructor or NamePart.StaticConstructor => name.Parts.Length > 1 ? name.Parts[^2].Identifier : null,
        NamePart.Indexer => "this",
        NamePart.Finalizer => null,
        "<Main>$" => "",
        var other when other.StartsWith("op_", StringComparison.Ordinal) => "operator",
        var other => other,
    };

    /// <summary>Every declaration in the tree, outside of bodies but for local functions when <paramref name="identifier"/> is one's name.</summary>
    public static IEnumerable<SyntaxNode> Named(SyntaxNode root, string identifier) =>
        root.DescendantNodes(node => node is not ExpressionSyntax || node is LambdaExpressionSyntax).Where(node => CanMean(node, identifier));

    /// <summary>Every symbol declared in the tree, outermost first; names are not looked at.</summary>
    public static IEnumerable<SyntaxNode> All(SyntaxNode root) =>
        root.DescendantNodes(node => node is not (ExpressionSyntax or BlockSyntax or ArrowExpressionClauseSyntax)).Where(IsDeclaration);

    public static bool IsDeclaration(SyntaxNode node) => node switch
    {
        BaseFieldDeclarationSyntax or GlobalStatementSyntax or IncompleteMemberSyntax => false,
        MemberDeclarationSyntax => true,
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } => true,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } => true,
        LocalFunctionStatementSyntax => true,
        _ => false,
    };

    private static bool CanMean(SyntaxNode node, string identifier) => identifier switch
    {
        NamePart.Constructor or NamePart.StaticConstructor => node is ConstructorDeclarationSyntax or TypeDeclarationSyntax,
        NamePart.Indexer => node is IndexerDeclarationSyntax,
        NamePart.Finalizer => node is DestructorDeclarationSyntax || (IsDeclaration(node) && NameOf(node) == identifier),
        NamePart.Extension => node is ExtensionBlockDeclarationSyntax,
        "<Main>$" => node is GlobalStatementSyntax,
        _ when identifier.StartsWith("op_", StringComparison.Ordinal) => node is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax,
        _ => IsDeclaration(node) && NameOf(node) == identifier,
    };

    private static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax declared => declared.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        BaseNamespaceDeclarationSyntax space => space.Name.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Last().Identifier.ValueText,
        _ => null,
    };
}
