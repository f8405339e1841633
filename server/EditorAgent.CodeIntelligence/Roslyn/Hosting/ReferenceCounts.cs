using EditorAgent.CodeIntelligence.Index.Questions;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting;

/// <summary>How often a declaration of the index is named in one snapshot.</summary>
internal sealed class ReferenceCounts(CodeSnapshot snapshot) : IReferenceCounts
{
    public async Task<string?> CountAsync(string path, int line, string fullName, CancellationToken cancellationToken)
    {
        var documents = snapshot.Solution.GetDocumentIdsWithFilePath(path).Select(snapshot.Solution.GetDocument).OfType<Document>();
        foreach (var document in documents)
        {
            if (await DeclaredAsync(document, line - 1, fullName, cancellationToken) is { } symbol)
            {
                return await this.CountAsync(symbol, cancellationToken);
            }
        }

        return null;
    }

    private static async Task<ISymbol?> DeclaredAsync(Document document, int line, string fullName, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken);
        if (line >= text.Lines.Count || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return null;
        }

        var root = await model.SyntaxTree.GetRootAsync(cancellationToken);
        var declared = root.DescendantNodes(text.Lines[line].Span)
            .Select(node => model.GetDeclaredSymbol(node, cancellationToken))
            .OfType<ISymbol>()
            .Where(symbol => symbol.Locations.Any(place => place.SourceTree == model.SyntaxTree && text.Lines.GetLineFromPosition(place.SourceSpan.Start).LineNumber == line))
            .ToArray();
        var name = fullName.Split('(')[0].Split('.')[^1].Split('<')[0];
        return declared.FirstOrDefault(symbol => symbol.Name == name) ?? declared.FirstOrDefault();
    }

    private async Task<string> CountAsync(ISymbol symbol, CancellationToken cancellationToken)
    {
        var found = await ReferenceSearch.FindAsync(snapshot.Solution, [symbol], null, cancellationToken);
        var places = found.References.DistinctBy(reference => (ReferenceSearch.KeyOf(reference.Document), reference.Span)).ToArray();
        var inTests = places.Count(reference => snapshot.Legs.TryGetValue(reference.Document.Project.Id, out var leg) && leg.IsTestProject);
        var counted = places.Length == 1 ? "1 reference" : $"{places.Length} references";
        return (found.IsPartial ? "at least " : "") + counted + (inTests > 0 ? $", {inTests} in tests" : "");
    }
}
