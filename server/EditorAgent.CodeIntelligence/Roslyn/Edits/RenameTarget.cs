using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What a rename is about: one symbol, or all overloads of a name.</summary>
/// <param name="Symbols">In one leg; the other legs' are found by their documentation id. More than one are methods that change together.</param>
/// <param name="Remark">What to say about how it was found; null for nothing.</param>
internal sealed record RenameTarget(ImmutableArray<ISymbol> Symbols, string? Remark)
{
    public ISymbol Symbol => Symbols[0];

    /// <summary>By which other legs have the same symbols; none for what lies within a body.</summary>
    public IEnumerable<string> Keys => Symbols.Select(KeyOf).OfType<string>();

    /// <summary>Without what it returns, which may be another type for each framework.</summary>
    public static string? KeyOf(ISymbol symbol) =>
        symbol.ContainingSymbol is not IMethodSymbol && symbol.GetDocumentationCommentId() is { Length: > 0 } id ? id : null;

    public static async Task<(RenameTarget? Target, CodeAnswer? Refusal)> FindAsync(string address, CodeSnapshot snapshot, CancellationToken cancellationToken)
    {
        var resolution = await new SymbolLookup(snapshot).ResolveAsync(address, cancellationToken);
        if (resolution.Refusal is { } refusal)
        {
            return (null, refusal);
        }

        if (Strangers(resolution.Symbols) is { } strangers)
        {
            return (null, CodeAnswer.Failed(CodeError.AmbiguousSymbol, $"{address} is declared by {strangers}; ask again with the path:line of one"));
        }

        var reason = resolution.Symbols.Select(found => Refuse(found.Symbol, snapshot.Solution)).FirstOrDefault(reason => reason is not null);
        return reason is null
            ? (new RenameTarget([.. resolution.Symbols.Select(found => found.Symbol).DistinctBy(symbol => (object?)KeyOf(symbol) ?? symbol)], resolution.Remark), null)
            : (null, CodeAnswer.Failed(CodeError.Unsupported, reason));
    }

    /// <returns>Projects that have nothing to do with each other but a name; null unless there are such.</returns>
    private static string? Strangers(ImmutableArray<ResolvedSymbol> symbols)
    {
        var first = symbols[0];
        var files = FilesOf(first.Symbol);
        var others = symbols.Where(other => other.Project.FilePath != first.Project.FilePath && !FilesOf(other.Symbol).Overlaps(files)).Select(other => other.Project.Name).ToList();
        return others.Count == 0 ? null : string.Join(" and ", others.Prepend(first.Project.Name).Distinct(StringComparer.Ordinal));
    }

    private static HashSet<string> FilesOf(ISymbol symbol) =>
        [.. symbol.Locations.Where(location => location.IsInSource).Select(location => location.SourceTree!.FilePath)];

    private static string? Refuse(ISymbol symbol, Solution solution)
    {
        var name = SymbolNames.Short(symbol);
        if (!IsInSource(symbol))
        {
            return $"{name} is declared in {symbol.ContainingAssembly?.Name ?? "a reference"}, which is not in the workspace; its name cannot change";
        }

        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor })
        {
            return $"{name} is named like its type: rename {SymbolNames.Short(symbol.ContainingType)}";
        }

        if (symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.AnonymousFunction } or IPropertySymbol { IsIndexer: true } or INamedTypeSymbol { IsExtension: true } or INamespaceSymbol)
        {
            return symbol is INamespaceSymbol ? $"{name} is a namespace; its files say it themselves, change them with edit_code" : $"{name} has no name of its own that could be changed";
        }

        if (symbol.Locations.Where(location => location.IsInSource).All(location => IsGenerated(location.SourceTree!, solution)))
        {
            return $"{name} is declared in generated code; change what it is generated from";
        }

        return OutsideOf(symbol) is { } outside
            ? $"{name} overrides or implements {outside.ToDisplayString()} of {outside.ContainingAssembly.Name}, which is not in the workspace; its name cannot change"
            : null;
    }

    private static bool IsInSource(ISymbol symbol) => symbol.Locations.Any(location => location.IsInSource);

    private static bool IsGenerated(SyntaxTree tree, Solution solution) =>
        solution.GetDocument(tree) is null or SourceGeneratedDocument || GeneratedFiles.ReasonFor(tree.FilePath.Replace('\\', '/'), null) is not null;

    /// <summary>A member of a referenced assembly that this one must be called like.</summary>
    private static ISymbol? OutsideOf(ISymbol symbol)
    {
        for (var overridden = Overridden(symbol); overridden is not null; overridden = Overridden(overridden))
        {
            if (!IsInSource(overridden))
            {
                return overridden;
            }
        }

        return symbol is (IMethodSymbol or IPropertySymbol or IEventSymbol) and { ContainingType: { TypeKind: not TypeKind.Interface } type }
            ? type.AllInterfaces
                .Where(contract => !IsInSource(contract))
                .SelectMany(contract => contract.GetMembers())
                .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol))
            : null;
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
