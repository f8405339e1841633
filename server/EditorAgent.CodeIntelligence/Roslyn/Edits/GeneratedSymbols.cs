using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Looks for a declaration among what source generators have written; only asked when no file declares it.</summary>
internal static class GeneratedSymbols
{
    /// <returns>The generated document's name; null when none declares it.</returns>
    public static async Task<string?> DeclarerOfAsync(Solution solution, DeclarationAddress address, CancellationToken cancellationToken)
    {
        foreach (var project in solution.Projects)
        {
            foreach (var document in await project.GetSourceGeneratedDocumentsAsync(cancellationToken))
            {
                var text = await document.GetTextAsync(cancellationToken);
                if (address.LastName is { } word && !text.ToString().Contains(word, StringComparison.Ordinal))
                {
                    continue;
                }

                if (await document.GetSyntaxRootAsync(cancellationToken) is { } root && !address.FindIn(root, text.ToString()).IsEmpty)
                {
                    return document.HintName;
                }
            }
        }

        return null;
    }
}
