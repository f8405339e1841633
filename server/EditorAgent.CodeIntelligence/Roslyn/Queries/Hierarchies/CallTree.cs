using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;

/// <summary>Follows calls up or down. When the time is over, the tree ends where it is.</summary>
internal sealed class CallTree(Solution solution, CancellationToken cancellationToken)
{
    private const int MostNodes = 400;

    private int nodes;

    public bool IsPartial { get; private set; }

    public async Task<ImmutableArray<CallNode>> CallersAsync(CallNode callee, int depth, ImmutableHashSet<string> path)
    {
        var result = await ReferenceSearch.FindAsync(solution, [callee.Symbol], null, cancellationToken);
        this.IsPartial |= result.IsPartial;
        var callers = result.References
            .Where(reference => reference.Kind is not (ReferenceKind.Cref or ReferenceKind.NameOf) && reference.Enclosing is not (null or INamespaceOrTypeSymbol))
            .Where(reference => !OverridingMembers.AreSiblings(reference.Definition, callee.Symbol))
            .Where(reference => callee.Symbol is INamedTypeSymbol || reference.Kind != ReferenceKind.Type)
            .GroupBy(reference => IdOf(reference.Enclosing!))
            .Select(group => new CallNode(group.First().Enclosing!, group.First().Document.Project)
            {
                Through = group.All(reference => !IsSame(reference.Definition, callee.Symbol)) ? group.First().Definition : null,
            });
        return await this.NextAsync(callers, depth, path, this.CallersAsync);
    }

    public async Task<ImmutableArray<CallNode>> CalleesAsync(CallNode caller, int depth, ImmutableHashSet<string> path)
    {
        var called = new List<CallNode>();
        foreach (var reference in caller.Symbol.DeclaringSyntaxReferences)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                this.IsPartial = true;
                break;
            }

            var node = await reference.GetSyntaxAsync(CancellationToken.None);
            if (solution.GetDocument(node.SyntaxTree) is { } document)
            {
                var model = (await document.GetSemanticModelAsync(CancellationToken.None))!;
                called.AddRange(Bodies(node).SelectMany(body => Called(model, body)).Select(pair => new CallNode(pair.Symbol, document.Project) { Through = pair.Through }));
            }
        }

        var distinct = called.Where(node => node.Symbol.Locations.Any(location => location.IsInSource)).DistinctBy(node => IdOf(node.Symbol));
        return await this.NextAsync(distinct, depth, path, this.CalleesAsync);
    }

    public static string IdOf(ISymbol symbol) => symbol.GetDocumentationCommentId() ?? SymbolNames.Full(symbol);

    private static IEnumerable<SyntaxNode> Bodies(SyntaxNode declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax => [],
        VariableDeclaratorSyntax { Initializer.Value: { } value } => [value],
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(statement => statement.Statement),
        _ => [declaration],
    };

    private static IEnumerable<(ISymbol Symbol, ISymbol? Through)> Called(SemanticModel model, SyntaxNode body)
    {
        foreach (var node in body.DescendantNodesAndSelf().Where(node => node is ExpressionSyntax or ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax))
        {
            (ISymbol? Symbol, bool IsDynamic) called = model.GetOperation(node) switch
            {
                IInvocationOperation call => (call.TargetMethod, call.IsVirtual),
                IObjectCreationOperation creation => (creation.Constructor, false),
                IPropertyReferenceOperation property when HasBody(property.Property) => (property.Property, property.Property.IsVirtual || property.Property.IsAbstract || property.Property.IsOverride),
                IMethodReferenceOperation method => (method.Method, method.IsVirtual),
                IBinaryOperation { OperatorMethod: { } method } => (method, false),
                IConversionOperation { OperatorMethod: { } method } => (method, false),
                _ => (null, false),
            };
            if (called.Symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } or null)
            {
                continue;
            }

            var definition = called.Symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : called.Symbol.OriginalDefinition;
            var shown = definition is IMethodSymbol { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: true } constructor ? constructor.ContainingType : SymbolNames.Shown(definition);
            yield return (shown, called.IsDynamic ? shown : null);
        }
    }

    /// <summary>Reading an automatic property is no call worth following.</summary>
    private static bool HasBody(IPropertySymbol property) =>
        property.IsAbstract || property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() switch
        {
            IndexerDeclarationSyntax or PropertyDeclarationSyntax { ExpressionBody: not null } => true,
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } => accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null),
            _ => false,
        });

    private async Task<ImmutableArray<CallNode>> NextAsync(
        IEnumerable<CallNode> found, int depth, ImmutableHashSet<string> path, Func<CallNode, int, ImmutableHashSet<string>, Task<ImmutableArray<CallNode>>> follow)
    {
        var next = ImmutableArray.CreateBuilder<CallNode>();
        foreach (var node in found.OrderBy(node => SymbolNames.Full(node.Symbol), StringComparer.Ordinal))
        {
            var id = IdOf(node.Symbol);
            if (path.Contains(id))
            {
                next.Add(node with { IsCycle = true });
            }
            else if (depth <= 1 || ++this.nodes > MostNodes || cancellationToken.IsCancellationRequested)
            {
                this.IsPartial |= cancellationToken.IsCancellationRequested;
                next.Add(node with { IsEnd = true });
            }
            else
            {
                next.Add(node with { Next = await follow(node, depth - 1, path.Add(id)) });
            }
        }

        return next.ToImmutable();
    }

    private static bool IsSame(ISymbol one, ISymbol other) => IdOf(SymbolNames.Shown(one.OriginalDefinition)) == IdOf(SymbolNames.Shown(other.OriginalDefinition));
}
