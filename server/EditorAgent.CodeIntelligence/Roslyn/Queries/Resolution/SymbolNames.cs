using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Symbols;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;

/// <summary>How symbols are written in answers, and the parts by which an address means them. What is written can be asked for.</summary>
public static class SymbolNames
{
    private const string TopLevel = WellKnownMemberNames.TopLevelStatementsEntryPointMethodName;

    private static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat NullableFormat =
        TypeFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>From the outermost type: <c>OrderService.Load(int)</c>.</summary>
    public static string Short(ISymbol symbol)
    {
        var named = Shown(symbol);
        return named is INamespaceSymbol ? named.ToDisplayString() : string.Join('.', Chain(named).Where(link => IsSame(link, named) || !IsTopLevel(link)).Select(Text));
    }

    /// <summary>With the namespace: <c>Shop.Core.OrderService.Load(int)</c>.</summary>
    public static string Full(ISymbol symbol)
    {
        var named = Shown(symbol);
        return named is not INamespaceSymbol && named.ContainingNamespace is { IsGlobalNamespace: false } space
            ? $"{space.ToDisplayString()}.{Short(named)}"
            : Short(named);
    }

    /// <summary>Nullability of references is no part of a name.</summary>
    public static string Type(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    public static string NullableType(ITypeSymbol type) => type.ToDisplayString(NullableFormat);

    /// <summary>For example <c>class</c> or <c>method</c>.</summary>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        INamedTypeSymbol { IsRecord: true } => "record",
        INamedTypeSymbol type => type.TypeKind.ToString().ToLowerInvariant(),
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "constructor",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "operator",
        IPropertySymbol { IsIndexer: true } => "indexer",
        IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "enum member",
        _ => symbol.Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>From the outermost namespace to the symbol; the interface of an explicit implementation is optional.</summary>
    public static ImmutableArray<NamePart> Parts(ISymbol symbol)
    {
        var parts = ImmutableArray.CreateBuilder<NamePart>();
        var spaces = symbol is INamespaceSymbol self ? self : symbol.ContainingNamespace;
        if (spaces is { IsGlobalNamespace: false })
        {
            parts.AddRange(spaces.ToDisplayString().Split('.').Select(name => new NamePart(name)));
        }

        foreach (var link in symbol is INamespaceSymbol ? [] : Chain(symbol))
        {
            var names = link.Name.Split('.');
            if (link is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } && ExplicitInterface(link) is { } contract)
            {
                parts.AddRange(contract.ContainingNamespace.ToDisplayString().Split('.').Select(name => new NamePart(name) { IsOptional = true }));
                parts.Add(new NamePart(contract.Name, contract.Arity) { IsOptional = true });
                parts.Add(Part(link) with { Identifier = link is IPropertySymbol { IsIndexer: true } ? NamePart.Indexer : names[^1] });
                continue;
            }

            parts.Add(Part(link) with { IsOptional = IsTopLevel(link) && !IsSame(link, symbol) });
        }

        return parts.ToImmutable();
    }

    public static ImmutableArray<string> ParameterTypes(ISymbol symbol) => [.. Parameters(symbol).Select(parameter => Type(parameter.Type))];

    /// <summary>The member or type that a person would name: an accessor's property, a backing field's property.</summary>
    public static ISymbol Shown(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { AssociatedSymbol: { } owner } => owner,
        IFieldSymbol { AssociatedSymbol: { } owner } => owner,
        _ => symbol,
    };

    private static bool IsSame(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static bool IsTopLevel(ISymbol link) => link.Name == TopLevel;

    private static IEnumerable<ISymbol> Chain(ISymbol symbol)
    {
        var links = new Stack<ISymbol>();
        for (var link = symbol; link is not null and not INamespaceSymbol; link = link.ContainingType)
        {
            // A local function is named after the member around it.
            if (link is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
            {
                links.Push(link);
                for (link = link.ContainingSymbol; link is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction }; link = link.ContainingSymbol)
                {
                    links.Push(link);
                }
            }

            if (link is null or INamespaceSymbol)
            {
                break;
            }

            links.Push(Shown(link));
        }

        return links;
    }

    private static string Text(ISymbol link) => link switch
    {
        INamedTypeSymbol { IsExtension: true, ExtensionParameter: { } receiver } => $"{NamePart.Extension}({Type(receiver.Type)})",
        INamedTypeSymbol type => Type(type),
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => "(lambda)",
        IMethodSymbol { MethodKind: MethodKind.Destructor } method => "~" + method.ContainingType.Name,
        IMethodSymbol { MethodKind: MethodKind.Constructor } method => $"{method.ContainingType.Name}({List(method)})",
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => NamePart.StaticConstructor,
        IMethodSymbol { MethodKind: MethodKind.Conversion } method => $"{Operators.Display(method.MetadataName)} {Type(method.ReturnType)}({List(method)})",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } method => $"{Operators.Display(method.MetadataName)}({List(method)})",
        IMethodSymbol { Name: TopLevel } => TopLevel,
        IMethodSymbol method => $"{Named(method)}{Generic(method)}({List(method)})",
        IPropertySymbol { IsIndexer: true } indexer => $"{Prefix(indexer)}this[{List(indexer)}]",
        _ => Named(link),
    };

    private static string Named(ISymbol member) => Prefix(member) + member.Name[(member.Name.LastIndexOf('.') + 1)..];

    private static string Prefix(ISymbol member) => ExplicitInterface(member) is { } contract ? Type(contract) + "." : "";

    private static string Generic(IMethodSymbol method) => method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>";

    private static string List(ISymbol member) => string.Join(", ", ParameterTypes(member));

    private static ImmutableArray<IParameterSymbol> Parameters(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => invoke.Parameters,
        _ => [],
    };

    private static NamePart Part(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { IsExtension: true, ExtensionParameter: { } receiver } => new NamePart(NamePart.Extension) { Receiver = Type(receiver.Type) },
        INamedTypeSymbol type => new NamePart(type.Name, type.Arity),
        IMethodSymbol { MethodKind: MethodKind.Destructor } => new NamePart(NamePart.Finalizer),
        IMethodSymbol method => new NamePart(method.MetadataName.Contains('.', StringComparison.Ordinal) && !method.MetadataName.StartsWith('.') ? method.Name : method.MetadataName, method.Arity),
        IPropertySymbol { IsIndexer: true } => new NamePart(NamePart.Indexer),
        _ => new NamePart(symbol.Name),
    };

    private static INamedTypeSymbol? ExplicitInterface(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { ExplicitInterfaceImplementations: [var first, ..] } => first.ContainingType,
        IPropertySymbol { ExplicitInterfaceImplementations: [var first, ..] } => first.ContainingType,
        IEventSymbol { ExplicitInterfaceImplementations: [var first, ..] } => first.ContainingType,
        _ => null,
    };
}
