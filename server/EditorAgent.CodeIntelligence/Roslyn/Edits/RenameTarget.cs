using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>What a rename is about: one symbol, or all overloads of a name, and why not when it cannot be renamed.</summary>
/// <param name="Symbol">In one leg; the other legs' are found by their documentation id.</param>
/// <param name="Overloads">How many methods of the name change together; 1 for everything else.</param>
internal sealed record RenameTarget(ISymbol Symbol, int Overloads)
{
    private const int MostListed = 15;

    public static async Task<(RenameTarget? Target, CodeAnswer? Refusal)> FindAsync(string written, CodeSnapshot snapshot, EffectiveFiles files, CancellationToken cancellationToken)
    {
        var address = DeclarationAddress.Parse(written);
        var found = Preferred(await DeclaredSymbols.FindAsync(snapshot.Solution, files, address, cancellationToken), address);
        var distinct = found.DistinctBy(DeclaredSymbols.KeyOf).ToList();
        if (distinct.Count == 0)
        {
            return (null, await MissingAsync(written, address, snapshot.Solution, cancellationToken));
        }

        var isOverloaded = distinct.Count > 1 && distinct.All(symbol => symbol is IMethodSymbol
            && symbol.Name == distinct[0].Name && symbol.ContainingType is { } type && DeclaredSymbols.KeyOf(type) == DeclaredSymbols.KeyOf(distinct[0].ContainingType));
        if (distinct.Count > 1 && !isOverloaded)
        {
            var listed = distinct.Take(MostListed).Select(symbol => $"{symbol.ToDisplayString()}  {PlaceOf(symbol, files)}");
            var more = distinct.Count > MostListed ? $"\nand {distinct.Count - MostListed} more" : "";
            return (null, CodeAnswer.Failed(CodeError.AmbiguousSymbol, $"{written} may be any of {distinct.Count}; name one in full or as path:line\n{string.Join('\n', listed)}{more}"));
        }

        var refusal = distinct.Select(Refuse).FirstOrDefault(reason => reason is not null);
        return refusal is null ? (new RenameTarget(distinct[0], distinct.Count), null) : (null, CodeAnswer.Failed(CodeError.Unsupported, refusal));
    }

    private static string PlaceOf(ISymbol symbol, EffectiveFiles files)
    {
        var location = symbol.Locations.First(location => location.IsInSource);
        return $"{files.NameOf(location.SourceTree!.FilePath)}:{location.GetLineSpan().StartLinePosition.Line + 1}";
    }

    /// <summary>The name of a type is also that of its constructors.</summary>
    private static ImmutableArray<ISymbol> Preferred(ImmutableArray<ISymbol> found, DeclarationAddress address)
    {
        var exact = found.Where(symbol => symbol.ToDisplayString() == address.Written).ToImmutableArray();
        found = exact.IsEmpty ? found : exact;
        return found.Any(symbol => symbol is INamedTypeSymbol) ? [.. found.Where(symbol => symbol is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor })] : found;
    }

    private static string? Refuse(ISymbol symbol)
    {
        var name = symbol.ToDisplayString();
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor })
        {
            return $"{name} is named like its type: rename {symbol.ContainingType.ToDisplayString()}";
        }

        if (symbol is IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } or IPropertySymbol { IsIndexer: true })
        {
            return $"{name} has no name of its own that could be changed";
        }

        if (!symbol.Locations.Any(location => location.IsInSource && GeneratedFiles.ReasonFor(location.SourceTree!.FilePath.Replace('\\', '/'), null) is null))
        {
            return $"{name} is declared in generated code; change what it is generated from";
        }

        return OutsideOf(symbol) is { } outside
            ? $"{name} {(symbol.ContainingType.TypeKind == TypeKind.Interface ? "stands for" : "overrides or implements")} {outside.ToDisplayString()} of {outside.ContainingAssembly.Name}, which is not in the workspace; its name cannot change"
            : null;
    }

    /// <summary>A member of a referenced assembly that this one must be called like.</summary>
    private static ISymbol? OutsideOf(ISymbol symbol)
    {
        for (var overridden = Overridden(symbol); overridden is not null; overridden = Overridden(overridden))
        {
            if (!overridden.Locations.Any(location => location.IsInSource))
            {
                return overridden;
            }
        }

        return symbol.ContainingType is { TypeKind: not TypeKind.Interface } type && symbol is IMethodSymbol or IPropertySymbol or IEventSymbol
            ? symbol.ContainingType.AllInterfaces
                .Where(one => !one.Locations.Any(location => location.IsInSource))
                .SelectMany(one => one.GetMembers())
                .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol))
            : null;
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };

    private static async Task<CodeAnswer> MissingAsync(string written, DeclarationAddress address, Solution solution, CancellationToken cancellationToken)
    {
        if (await GeneratedSymbols.DeclarerOfAsync(solution, address, cancellationToken) is { } generator)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"{written} is declared in {generator}, which a source generator writes; change what it is generated from");
        }

        return await DeclaredSymbols.ReferencedAssemblyOfAsync(solution, address, cancellationToken) is { } assembly
            ? CodeAnswer.Failed(CodeError.Unsupported, $"{written} is declared in {assembly}, which is not in the workspace; its name cannot change")
            : CodeAnswer.Failed(CodeError.SymbolNotFound, $"no declaration {written} in the loaded projects; find_symbol tells what there is");
    }
}
