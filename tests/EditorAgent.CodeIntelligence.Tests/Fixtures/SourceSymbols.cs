using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Tests.Fixtures;

/// <summary>Everything that the documents of a solution declare, generated ones included; a symbol of several legs once for each.</summary>
internal static class SourceSymbols
{
    public static async Task<IReadOnlyList<ISymbol>> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            var generated = await project.GetSourceGeneratedDocumentsAsync(cancellationToken);
            foreach (var document in project.Documents.Concat(generated))
            {
                // What MSBuild writes below obj is the same in every project.
                if (document.FilePath!.Contains("/obj/", StringComparison.Ordinal) && document is not SourceGeneratedDocument)
                {
                    continue;
                }

                var root = await document.GetSyntaxRootAsync(cancellationToken);
                var model = await document.GetSemanticModelAsync(cancellationToken);
                foreach (var node in DeclarationNodes.All(root!))
                {
                    found.UnionWith(DeclaredSymbols.Of(model!, node, "", cancellationToken));
                }
            }
        }

        return [.. found];
    }
}
