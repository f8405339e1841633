using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>Symbols of referenced assemblies, so that one can ask where the workspace uses <c>File.ReadAllText</c>.</summary>
internal sealed class MetadataLookup(CodeSnapshot snapshot)
{
    public async Task<List<ResolvedSymbol>> FindAsync(SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var constructors = name.Last.Identifier == NamePart.Constructor && name.Parts.Length > 1;
        var identifier = name.Last.Identifier switch
        {
            NamePart.Constructor when constructors => name.Parts[^2].Identifier,
            NamePart.Indexer => "Item",
            var other => other,
        };
        var found = new Dictionary<string, ResolvedSymbol>(StringComparer.Ordinal);
        foreach (var project in Widest())
        {
            var declared = await SymbolFinder.FindDeclarationsAsync(project, identifier, ignoreCase: false, cancellationToken);
            var meant = (constructors ? declared.OfType<INamedTypeSymbol>().SelectMany(type => type.InstanceConstructors) : declared)
                .Where(symbol => symbol.Locations.Any(location => location.IsInMetadata) && IsVisible(symbol) && DeclarationSearch.IsMeant(name, symbol));
            foreach (var symbol in meant)
            {
                found.TryAdd(symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString(), new ResolvedSymbol(symbol, project));
            }

            if (found.Count > 0)
            {
                break;
            }
        }

        return [.. found.Values];
    }

    /// <summary>Two projects with most references stand for all: asking every one would take long for a mere spelling mistake.</summary>
    private IEnumerable<Project> Widest() =>
        SnapshotDocuments.Projects(snapshot).OrderByDescending(project => project.MetadataReferences.Count).Take(2);

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
