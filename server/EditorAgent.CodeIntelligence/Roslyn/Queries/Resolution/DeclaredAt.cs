using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>Where a symbol is declared, as answers say it.</summary>
internal static class DeclaredAt
{
    /// <returns>For example <c>src/Core/OrderService.cs:31</c>; the assembly for a symbol without source.</returns>
    public static async Task<string> TextAsync(CodeSnapshot snapshot, ResolvedSymbol symbol, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(symbol.Symbol, symbol.Project.Solution, cancellationToken);
        return place is { } at
            ? $"{PathNames.FromRoot(snapshot.Root, at.Place.Path)}:{at.Place.Line}{(at.IsGenerated ? " (generated)" : "")}"
            : $"({symbol.Symbol.ContainingAssembly?.Name ?? "no source"})";
    }

    /// <returns>Null without source.</returns>
    public static async Task<(CodePlace Place, bool IsGenerated)?> PlaceAsync(ISymbol symbol, Solution solution, CancellationToken cancellationToken)
    {
        var locations = symbol.Locations.Where(location => location.IsInSource).OrderBy(location => solution.GetDocument(location.SourceTree) is SourceGeneratedDocument).ToList();
        if (locations is not [var location, ..])
        {
            return null;
        }

        var text = await location.SourceTree!.GetTextAsync(cancellationToken);
        var document = solution.GetDocument(location.SourceTree);
        var line = LineMap.Of(text.ToString()).LineOf(location.SourceSpan.Start);
        return (new CodePlace(document?.FilePath ?? location.SourceTree.FilePath, line), document is SourceGeneratedDocument);
    }
}
