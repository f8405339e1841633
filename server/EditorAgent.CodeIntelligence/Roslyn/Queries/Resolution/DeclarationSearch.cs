using System.Collections.Concurrent;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>
/// Finds what the source declares under a name. Text and syntax decide first, so that only projects are bound which can declare it; what
/// generators write is looked at when nothing else declares it.
/// </summary>
internal sealed class DeclarationSearch(CodeSnapshot snapshot)
{
    public async Task<List<ResolvedSymbol>> FindAsync(SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var written = await FindAsync(SnapshotDocuments.Projects(snapshot).SelectMany(project => project.Documents), name, cancellationToken);
        return written.Count > 0 ? written : await FindAsync(await GeneratedAsync(cancellationToken), name, cancellationToken);
    }

    public static bool IsMeant(SymbolAddress.Name name, ISymbol symbol)
    {
        if (!NameMatch.IsEndOf(name, SymbolNames.Parts(symbol)))
        {
            return false;
        }

        if (name.ReturnType is { } result && symbol is IMethodSymbol { MethodKind: MethodKind.Conversion } conversion
            && !TypeText.Parse(result).Matches(TypeText.Parse(SymbolNames.Type(conversion.ReturnType))))
        {
            return false;
        }

        if (name.Parameters is not { } types)
        {
            return true;
        }

        var declared = SymbolNames.ParameterTypes(symbol);
        return (symbol is IMethodSymbol or IPropertySymbol { IsIndexer: true } or INamedTypeSymbol { TypeKind: TypeKind.Delegate } && ParameterText.Matches(types, declared))
            || (symbol is INamedTypeSymbol { IsExtension: true, ExtensionParameter: { } own } && ParameterText.Matches(types, [SymbolNames.Type(own.Type)]))
            || (symbol.ContainingType is { IsExtension: true, ExtensionParameter: { } receiver } && ParameterText.Matches(types, declared.Insert(0, SymbolNames.Type(receiver.Type))));
    }

    private static async Task<List<ResolvedSymbol>> FindAsync(IEnumerable<Document> documents, SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var word = DeclarationNodes.WordFor(name);
        var all = documents.ToList();
        var holding = new ConcurrentDictionary<DocumentId, bool>();
        await Parallel.ForEachAsync(all, cancellationToken, async (document, token) =>
        {
            var text = await document.GetTextAsync(token);
            holding[document.Id] = string.IsNullOrEmpty(word) || text.ToString().Contains(word, StringComparison.Ordinal);
        });
        var found = new List<ResolvedSymbol>();
        var seen = new HashSet<(string?, TextSpan)>();
        foreach (var document in all.Where(document => holding[document.Id]))
        {
            var root = await document.GetSyntaxRootAsync(cancellationToken);
            var nodes = DeclarationNodes.Named(root!, name.Last.Identifier)
                .Where(node => IsPossible(node, name) && seen.Add((document.FilePath, node.Span)))
                .ToList();
            if (nodes.Count == 0)
            {
                continue;
            }

            var model = (await document.GetSemanticModelAsync(cancellationToken))!;
            found.AddRange(nodes
                .SelectMany(node => DeclaredSymbols.Of(model, node, name.Last.Identifier, cancellationToken))
                .Where(symbol => IsMeant(name, symbol) || symbol is IMethodSymbol { Name: "<Main>$" })
                .Select(symbol => symbol is IMethodSymbol { PartialDefinitionPart: { } definition } ? definition : symbol is IPropertySymbol { PartialDefinitionPart: { } part } ? part : symbol)
                .Where(symbol => !found.Exists(other => SymbolEqualityComparer.Default.Equals(other.Symbol, symbol)))
                .Distinct(SymbolEqualityComparer.Default)
                .Select(symbol => new ResolvedSymbol(symbol!, document.Project)));
        }

        return found;
    }

    /// <summary>A constructor's type has a name to look at before binding.</summary>
    private static bool IsPossible(SyntaxNode node, SymbolAddress.Name name) =>
        name.Last.Identifier is not (NamePart.Constructor or NamePart.StaticConstructor) || name.Parts.Length < 2 || node switch
        {
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText == name.Parts[^2].Identifier,
            TypeDeclarationSyntax type => type.Identifier.ValueText == name.Parts[^2].Identifier,
            _ => true,
        };

    private async Task<List<Document>> GeneratedAsync(CancellationToken cancellationToken)
    {
        var documents = new List<Document>();
        foreach (var project in SnapshotDocuments.Projects(snapshot).Where(project => project.AnalyzerReferences.Count > 0))
        {
            documents.AddRange(await project.GetSourceGeneratedDocumentsAsync(cancellationToken));
        }

        return documents;
    }
}
