using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>Symbols of referenced assemblies, so that one can ask where the workspace uses <c>File.ReadAllText</c>.</summary>
internal sealed class MetadataLookup(CodeSnapshot snapshot)
{
    public async Task<List<ResolvedSymbol>> FindAsync(SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ResolvedSymbol>(StringComparer.Ordinal);
        foreach (var project in Widest())
        {
            foreach (var symbol in await DeclaredAsync(project, name, cancellationToken))
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

    /// <summary>Roslyn's index of assemblies has types alone; members are looked up in them.</summary>
    private static async Task<IEnumerable<ISymbol>> DeclaredAsync(Project project, SymbolAddress.Name name, CancellationToken cancellationToken)
    {
        var types = await SymbolFinder.FindDeclarationsAsync(project, name.Last.Identifier, ignoreCase: false, SymbolFilter.Type, cancellationToken);
        var containers = name.Parts.Length > 1
            ? await SymbolFinder.FindDeclarationsAsync(project, name.Parts[^2].Identifier, ignoreCase: false, SymbolFilter.Type, cancellationToken)
            : [];
        var member = name.Last.Identifier;
        return types.Concat(containers.OfType<INamedTypeSymbol>().SelectMany(type => type.GetMembers(member)))
            .Where(symbol => symbol.Locations.Any(location => location.IsInMetadata) && IsVisible(symbol) && DeclarationSearch.IsMeant(name, symbol));
    }

    /// <summary>Two projects with most references stand for all: asking every one would take long for a mere spelling mistake.</summary>
    private IEnumerable<Project> Widest() =>
        SnapshotDocuments.Projects(snapshot).OrderByDescending(project => project.MetadataReferences.Count).Take(2);

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
