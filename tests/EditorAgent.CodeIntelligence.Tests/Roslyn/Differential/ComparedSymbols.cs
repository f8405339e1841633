using EditorAgent.CodeIntelligence.Tests.Fixtures;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Tests.Roslyn.Differential;

/// <summary>The declared symbols of a solution by what both workspaces know them by: where they are declared and what they are.</summary>
internal static class ComparedSymbols
{
    public static async Task<SortedDictionary<string, ISymbol>> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, ISymbol>(StringComparer.Ordinal);

        // Of several legs, the one whose name comes first stands for all of them.
        foreach (var symbol in (await SourceSymbols.OfAsync(solution, cancellationToken)).OrderBy(symbol => ProjectOf(solution, symbol), StringComparer.Ordinal))
        {
            var places = symbol.Locations.Where(location => location.IsInSource).Select(location => CodePosition.Of(solution, location)).OrderBy(place => place.File, StringComparer.Ordinal).ToList();
            if (places.Count > 0)
            {
                found.TryAdd($"{places[0].File}:{places[0].Start} {symbol.Kind} {symbol.ToDisplayString()}", symbol);
            }
        }

        return found;
    }

    private static string ProjectOf(Solution solution, ISymbol symbol) =>
        symbol.Locations.Select(location => solution.GetDocument(location.SourceTree)?.Project.Name).FirstOrDefault() ?? "";
}
