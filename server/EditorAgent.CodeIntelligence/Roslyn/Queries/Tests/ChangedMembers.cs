using EditorAgent.CodeIntelligence.Roslyn.Queries.Diagnostics;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Tests;

/// <summary>The members whose body or signature differs between the session's beginning and now; a changed comment changes nothing.</summary>
internal static class ChangedMembers
{
    public static async Task<List<ResolvedSymbol>> OfAsync(CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var changed = await ChangedDocuments.OfAsync(snapshot, cancellationToken);
        var found = new List<ResolvedSymbol>();
        foreach (var path in changed.Paths.Order(StringComparer.Ordinal))
        {
            var document = SnapshotDocuments.At(snapshot, path).FirstOrDefault();
            if (document is null)
            {
                continue;
            }

            var before = snapshot.Baseline!.GetDocument(document.Id) is { } old ? await MembersAsync(old, cancellationToken) : [];
            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            var now = await MembersAsync(document, cancellationToken);
            var differing = now.Where(pair => !before.TryGetValue(pair.Key, out var other) || !SyntaxFactory.AreEquivalent(Own(other), Own(pair.Value), topLevel: false)).Select(pair => pair.Value);

            // Who used a member that is gone is found by its type.
            var gone = before.Where(pair => !now.ContainsKey(pair.Key)).Select(pair => pair.Value.Parent is BaseTypeDeclarationSyntax type ? KeyOf(type) : "").Where(now.ContainsKey).Select(key => now[key]);
            foreach (var node in differing.Concat(gone).Distinct())
            {
                found.AddRange(DeclaredSymbols.Of(model, node, "", cancellationToken).Select(symbol => new ResolvedSymbol(symbol, document.Project)));
            }
        }

        return [.. found.DistinctBy(symbol => SymbolNames.Full(symbol.Symbol))];
    }

    /// <summary>By container and signature.</summary>
    private static async Task<Dictionary<string, SyntaxNode>> MembersAsync(Document document, CancellationToken cancellationToken)
    {
        var members = new Dictionary<string, SyntaxNode>(StringComparer.Ordinal);
        foreach (var node in DeclarationNodes.All((await document.GetSyntaxRootAsync(cancellationToken))!))
        {
            if (node is not (BaseNamespaceDeclarationSyntax or LocalFunctionStatementSyntax or ParameterSyntax))
            {
                members.TryAdd(KeyOf(node), node);
            }
        }

        return members;
    }

    /// <summary>Of a type only its head counts, its members are entries of their own.</summary>
    private static SyntaxNode Own(SyntaxNode node) => node is TypeDeclarationSyntax type ? type.WithMembers([]) : node;

    private static string KeyOf(SyntaxNode node)
    {
        var container = string.Join('.', node.Ancestors().OfType<BaseTypeDeclarationSyntax>().Reverse().Select(type => type.Identifier.ValueText));
        return container + "\n" + node switch
        {
            BaseMethodDeclarationSyntax method => $"{Name(method)}({string.Join(",", method.ParameterList.Parameters.Select(parameter => parameter.Type?.ToString()))})",
            IndexerDeclarationSyntax indexer => $"this[{string.Join(",", indexer.ParameterList.Parameters.Select(parameter => parameter.Type?.ToString()))}]",
            PropertyDeclarationSyntax property => $"{property.ExplicitInterfaceSpecifier}{property.Identifier.ValueText}",
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            EventDeclarationSyntax declared => declared.Identifier.ValueText,
            EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
            _ => node.Kind().ToString(),
        };
    }

    private static string Name(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => $"{named.ExplicitInterfaceSpecifier}{named.Identifier.ValueText}`{named.Arity}",
        OperatorDeclarationSyntax named => "operator " + named.OperatorToken.ValueText,
        ConversionOperatorDeclarationSyntax named => "operator " + named.Type,
        _ => method.Kind().ToString(),
    };
}
