using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>A type or member as the syntax of one file names it.</summary>
/// <param name="Node">The whole declaration; for a field or event the statement that holds it.</param>
/// <param name="FullName">Namespaces, types and name, without type parameters.</param>
/// <param name="Parameters">Types as written; null for what takes none by nature.</param>
internal sealed record Declaration(SyntaxNode Node, string FullName, ImmutableArray<string>? Parameters)
{
    /// <summary>How many names the statement declares; only one alone can be replaced.</summary>
    public int Siblings { get; init; } = 1;

    public string Name => FullName[(FullName.LastIndexOf('.') + 1)..];

    public string Display => Parameters is { } types ? $"{FullName}({string.Join(", ", types)})" : FullName;

    /// <summary>All of a file, in order.</summary>
    public static IEnumerable<Declaration> In(SyntaxNode root) => In(root, "");

    private static IEnumerable<Declaration> In(SyntaxNode parent, string container)
    {
        foreach (var node in parent.ChildNodes())
        {
            var inner = container;
            switch (node)
            {
                case BaseNamespaceDeclarationSyntax space:
                    inner = Joined(container, space.Name.ToString());
                    break;
                case ExtensionBlockDeclarationSyntax:
                    break;
                case BaseTypeDeclarationSyntax type:
                    inner = Joined(container, type.Identifier.ValueText);
                    yield return new Declaration(node, inner, null);
                    break;
                case BaseFieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                    {
                        yield return new Declaration(node, Joined(container, variable.Identifier.ValueText), null) { Siblings = field.Declaration.Variables.Count };
                    }

                    continue;
                case MemberDeclarationSyntax member and not GlobalStatementSyntax:
                    if (NameOf(member, container) is { } name)
                    {
                        inner = Joined(container, name);
                        yield return new Declaration(node, inner, ParametersOf(member));
                    }

                    break;
                case LocalFunctionStatementSyntax local:
                    inner = Joined(container, local.Identifier.ValueText);
                    yield return new Declaration(node, inner, TypesOf(local.ParameterList));
                    break;
                case GlobalStatementSyntax or StatementSyntax or ArrowExpressionClauseSyntax or AccessorListSyntax or AccessorDeclarationSyntax:
                    break;
                default:
                    continue;
            }

            foreach (var declaration in In(node, inner))
            {
                yield return declaration;
            }
        }
    }

    private static string Joined(string container, string name) => container.Length == 0 ? name : $"{container}.{name}";

    private static string? NameOf(MemberDeclarationSyntax member, string container) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        DestructorDeclarationSyntax destructor => "~" + destructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax operation => "operator " + operation.OperatorToken.Text,
        ConversionOperatorDeclarationSyntax conversion => $"{conversion.ImplicitOrExplicitKeyword.Text} operator {conversion.Type}",
        DelegateDeclarationSyntax @delegate => @delegate.Identifier.ValueText,
        EnumMemberDeclarationSyntax value => value.Identifier.ValueText,
        _ => null,
    };

    private static ImmutableArray<string>? ParametersOf(MemberDeclarationSyntax member) => member switch
    {
        BaseMethodDeclarationSyntax method => TypesOf(method.ParameterList),
        IndexerDeclarationSyntax indexer => TypesOf(indexer.ParameterList),
        DelegateDeclarationSyntax @delegate => TypesOf(@delegate.ParameterList),
        _ => null,
    };

    private static ImmutableArray<string> TypesOf(BaseParameterListSyntax list) => [.. list.Parameters.Select(parameter => parameter.Type?.ToString() ?? "")];
}
