using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>From an address to the symbols of a solution that are declared so, one for each leg that compiles the declaration.</summary>
internal static class DeclaredSymbols
{
    public static async Task<ImmutableArray<ISymbol>> FindAsync(Solution solution, EffectiveFiles files, DeclarationAddress address, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents).Where(document => document.FilePath is not null))
        {
            if (address.Path is { } path && !IsNamed(files.NameOf(document.FilePath!), path))
            {
                continue;
            }

            var text = (await document.GetTextAsync(cancellationToken)).ToString();
            if ((address.LastName is { } word && !text.Contains(word, StringComparison.Ordinal)) || await document.GetSyntaxRootAsync(cancellationToken) is not { } root)
            {
                continue;
            }

            var declarations = address.FindIn(root, text);
            if (declarations.IsEmpty || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
            {
                continue;
            }

            found.AddRange(declarations.Select(declaration => SymbolOf(model, declaration, cancellationToken)).OfType<ISymbol>());
        }

        return found.ToImmutable();
    }

    /// <summary>Equal for a symbol's twins in other legs and for the parts of a partial one.</summary>
    public static string KeyOf(ISymbol symbol) => symbol.OriginalDefinition switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } local => $"{KeyOf(local.ContainingSymbol)}/{local.Name}/{local.Locations[0].SourceSpan.Start}",
        var other => DocumentationCommentId.CreateDeclarationId(other) ?? other.ToDisplayString(),
    };

    /// <returns>The assembly's name when no source declares the symbol and a referenced assembly does.</returns>
    public static async Task<string?> ReferencedAssemblyOfAsync(Solution solution, DeclarationAddress address, CancellationToken cancellationToken)
    {
        foreach (var project in solution.Projects)
        {
            if (await project.GetCompilationAsync(cancellationToken) is { } compilation && address.TypeCandidates()
                .Select(compilation.GetTypeByMetadataName)
                .FirstOrDefault(type => type is not null && !type.Locations.Any(location => location.IsInSource)) is { } found)
            {
                return found.ContainingAssembly.Name;
            }
        }

        return null;
    }

    private static bool IsNamed(string name, string written) => name == written || name.EndsWith("/" + written.TrimStart('/'), StringComparison.Ordinal);

    private static ISymbol? SymbolOf(SemanticModel model, Declaration declaration, CancellationToken cancellationToken)
    {
        var node = declaration.Node is BaseFieldDeclarationSyntax field
            ? field.Declaration.Variables.First(variable => variable.Identifier.ValueText == declaration.Name)
            : declaration.Node;
        return model.GetDeclaredSymbol(node, cancellationToken);
    }
}
