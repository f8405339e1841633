using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.References;

/// <summary>Among the symbols that a search went through, those that override or implement the one that was asked for.</summary>
internal static class OverridingMembers
{
    public static ImmutableArray<FoundReference> Of(Solution solution, IEnumerable<ISymbol> asked, IEnumerable<ISymbol> definitions)
    {
        var wanted = asked.Select(symbol => symbol.OriginalDefinition).ToList();
        var seen = new HashSet<(string, TextSpan)>();
        return
        [
            .. from definition in definitions
               where wanted.Exists(symbol => Overrides(definition, symbol))
               from location in definition.Locations
               where location.IsInSource
               let document = solution.GetDocument(location.SourceTree)
               where document is not null && seen.Add((ReferenceSearch.KeyOf(document), location.SourceSpan))
               select new FoundReference(document, location.SourceSpan, definition, ReferenceKind.Override, definition),
        ];
    }

    public static bool Overrides(ISymbol member, ISymbol asked)
    {
        for (var overridden = Overridden(member); overridden is not null; overridden = Overridden(overridden))
        {
            if (IsSame(overridden, asked))
            {
                return true;
            }
        }

        return asked.ContainingType is { TypeKind: TypeKind.Interface } && !IsSame(member, asked) && Implemented(member).Any(contract => IsSame(contract, asked));
    }

    /// <summary>Two implementations or overrides of one member, neither of the other: a call that is bound to one never runs the other. A linked file's members are the same member.</summary>
    public static bool AreSiblings(ISymbol one, ISymbol other) =>
        IsBody(one) && IsBody(other) && one.Kind == other.Kind && one.GetDocumentationCommentId() != other.GetDocumentationCommentId() && !Overrides(one, other) && !Overrides(other, one);

    /// <summary>The interface members that a member implements, by name or explicitly.</summary>
    public static IEnumerable<ISymbol> Implemented(ISymbol member) =>
        member is not (IMethodSymbol or IPropertySymbol or IEventSymbol) || member.ContainingType is null
            ? []
            : from contract in member.ContainingType.AllInterfaces
              from candidate in contract.GetMembers()
              where candidate.Kind == member.Kind && SymbolEqualityComparer.Default.Equals(member.ContainingType.FindImplementationForInterfaceMember(candidate), member)
              select candidate;

    public static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol declared => declared.OverriddenEvent,
        _ => null,
    };

    private static bool IsBody(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
        && member is { ContainingType.TypeKind: TypeKind.Class or TypeKind.Struct };

    /// <summary>Legs have symbols of their own for the same declaration.</summary>
    private static bool IsSame(ISymbol one, ISymbol other) =>
        SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition)
        || (one.Name == other.Name && one.GetDocumentationCommentId() is { } id && id == other.GetDocumentationCommentId() && one.ContainingAssembly?.Name == other.ContainingAssembly?.Name);
}
