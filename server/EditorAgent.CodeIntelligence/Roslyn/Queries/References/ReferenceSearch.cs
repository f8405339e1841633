using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>Finds every place that names a symbol, each once however many legs compile it.</summary>
public static class ReferenceSearch
{
    /// <summary>When the time is over or nobody waits any more, so many are still told.</summary>
    private const int MostOfPartial = 500;

    /// <param name="symbols">Of <paramref name="solution"/>.</param>
    /// <param name="documents">Where to look; null is everywhere.</param>
    /// <param name="cancellationToken">When it is cancelled, what was found until then is returned as partial.</param>
    public static async Task<ReferenceResult> FindAsync(
        Solution solution, IEnumerable<ISymbol> symbols, IImmutableSet<Document>? documents, CancellationToken cancellationToken)
    {
        var collector = new ReferenceCollector();
        var isPartial = false;
        try
        {
            foreach (var symbol in symbols)
            {
                await SymbolFinder.FindReferencesAsync(symbol, solution, collector, documents, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            isPartial = true;
        }

        var references = ImmutableArray.CreateBuilder<FoundReference>();
        var seen = new HashSet<(string, TextSpan)>();

        // Where a type and its constructor are named by the same word, the constructor says more.
        foreach (var (definition, location) in collector.Found.OrderBy(found => found.Definition is not IMethodSymbol).ThenBy(found => found.Location.Document.Project.Name, StringComparer.Ordinal))
        {
            if (isPartial && references.Count == MostOfPartial)
            {
                break;
            }

            if (seen.Add((KeyOf(location.Document), location.Location.SourceSpan)))
            {
                references.Add(await DescribeAsync(definition, location));
            }
        }

        var sorted = references
            .OrderBy(reference => reference.Document is SourceGeneratedDocument)
            .ThenBy(reference => KeyOf(reference.Document), StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .ToImmutableArray();
        return new ReferenceResult(sorted, [.. collector.Definitions.Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>()], isPartial);
    }

    /// <summary>A file's path; for what a generator wrote, its project as well.</summary>
    public static string KeyOf(Document document) =>
        document is SourceGeneratedDocument ? $"{document.Project.FilePath}\n{document.Name}" : document.FilePath ?? document.Name;

    /// <summary>Short work on trees that the search has bound already, so that the deadline does not count here.</summary>
    private static async Task<FoundReference> DescribeAsync(ISymbol definition, ReferenceLocation location)
    {
        var root = (await location.Document.GetSyntaxRootAsync(CancellationToken.None))!;
        var node = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        var model = (await location.Document.GetSemanticModelAsync(CancellationToken.None))!;
        var enclosing = EnclosingMember.Of(model, node, CancellationToken.None);
        var kind = location.IsImplicit && definition is IMethodSymbol { MethodKind: not MethodKind.Constructor } ? ReferenceKind.Call : ReferenceClassifier.KindOf(node, definition);
        return new FoundReference(location.Document, location.Location.SourceSpan, definition, kind, enclosing) { IsImplicit = location.IsImplicit };
    }
}
