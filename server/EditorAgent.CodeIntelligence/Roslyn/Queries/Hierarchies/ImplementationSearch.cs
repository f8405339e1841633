using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;

/// <summary>What implements, overrides or derives from a symbol, in source; each declaration once however many legs compile it.</summary>
public static class ImplementationSearch
{
    public static async Task<ImplementationResult> FindAsync(Solution solution, ISymbol symbol, CancellationToken cancellationToken)
    {
        IEnumerable<ISymbol> implementations = [];
        IEnumerable<ISymbol> overrides = [];
        IEnumerable<ISymbol> derived = [];
        IEnumerable<ISymbol> bases = [];
        switch (symbol)
        {
            case INamedTypeSymbol { TypeKind: TypeKind.Interface } contract:
                implementations = await SymbolFinder.FindImplementationsAsync(contract, solution, transitive: true, projects: null, cancellationToken);
                derived = await SymbolFinder.FindDerivedInterfacesAsync(contract, solution, transitive: true, projects: null, cancellationToken);
                bases = contract.Interfaces;
                break;
            case INamedTypeSymbol type:
                derived = await SymbolFinder.FindDerivedClassesAsync(type, solution, transitive: true, projects: null, cancellationToken);
                bases = new[] { type.BaseType }.Where(parent => parent is { SpecialType: SpecialType.None }).OfType<ISymbol>().Concat(type.Interfaces);
                break;
            case IMethodSymbol or IPropertySymbol or IEventSymbol:
                implementations = symbol.ContainingType?.TypeKind == TypeKind.Interface
                    ? await SymbolFinder.FindImplementationsAsync(symbol, solution, projects: null, cancellationToken)
                    : [];
                overrides = symbol.IsVirtual || symbol.IsAbstract || symbol.IsOverride
                    ? await SymbolFinder.FindOverridesAsync(symbol, solution, projects: null, cancellationToken)
                    : [];
                bases = OverridingMembers.Implemented(symbol).Prepend(OverridingMembers.Overridden(symbol)).OfType<ISymbol>();
                break;
        }

        var seen = new HashSet<(string, TextSpan)>();
        var members = Once(implementations);
        return new ImplementationResult(members, Once(overrides), Once(derived), [.. bases.Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>()]);

        ImmutableArray<ISymbol> Once(IEnumerable<ISymbol> found) =>
        [
            .. from one in found
               let at = one.Locations.FirstOrDefault(location => location.IsInSource)
               where at is not null
               orderby solution.GetDocument(at.SourceTree)?.Project.Name, at.SourceTree!.FilePath, at.SourceSpan.Start
               where seen.Add((at.SourceTree!.FilePath, at.SourceSpan))
               select one,
        ];
    }
}
