using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Hierarchies;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>What implements, overrides or derives from a symbol, and what it implements itself.</summary>
public sealed class FindImplementationsQuestion(TimeProvider time)
{
    public Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, FindImplementationsQuery query, CancellationToken cancellationToken) =>
        Question.AnswerAsync(snapshot, query.Symbol, time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, FindImplementationsQuery query, CancellationToken cancellationToken)
    {
        var resolved = await new SymbolLookup(snapshot).ResolveAsync(query.Symbol, cancellationToken);
        if (resolved.Refusal is not null)
        {
            return resolved.Refusal;
        }

        var items = ImmutableArray.CreateBuilder<QuotedItem>();
        var (implementations, overrides, derived) = (0, 0, 0);
        foreach (var symbol in resolved.Symbols)
        {
            var result = await ImplementationSearch.FindAsync(snapshot.Solution, symbol.Symbol, cancellationToken);
            implementations += result.Implementations.Length;
            overrides += result.Overrides.Length;
            derived += result.Derived.Length;
            items.AddRange(await LinesAsync(snapshot, symbol.Project, result, cancellationToken));
        }

        var isType = resolved.Symbols[0].Symbol is INamedTypeSymbol;
        var totals = isType
            ? $"{Count(implementations, "implementation")}, {derived} derived"
            : $"{Count(implementations, "implementation")}, {Count(overrides, "override")}";
        return new AnswerText(snapshot, query.Budget)
            .Remark(resolved.Remark)
            .Remark(resolved.Symbols.Length > 1 ? $"{resolved.Symbols.Length} overloads: {string.Join(", ", resolved.Symbols.Select(symbol => symbol.Name))}" : null)
            .Build(items.ToImmutable(), totals + (implementations + overrides + derived == 0 && !snapshot.Coverage.IsComplete ? " in the covered part" : ""), null, isPartial: false);
    }

    private static async Task<List<QuotedItem>> LinesAsync(CodeSnapshot snapshot, Project project, ImplementationResult result, CancellationToken cancellationToken)
    {
        var found = result.Implementations.Concat(result.Overrides).Concat(result.Derived).ToList();
        var width = found.Count == 0 ? 0 : Math.Min(60, found.Max(symbol => SymbolNames.Short(symbol).Length));
        var items = new List<QuotedItem>();
        foreach (var symbol in found)
        {
            items.Add(await LineAsync(SymbolNames.Short(symbol).PadRight(width) + "  ", symbol, result.Overrides.Contains(symbol) ? "  [override]" : ""));
        }

        foreach (var symbol in result.Bases)
        {
            var does = symbol switch
            {
                INamedTypeSymbol => "inherits from",
                { ContainingType.TypeKind: TypeKind.Interface } => "implements",
                _ => "overrides",
            };
            items.Add(await LineAsync($"{does} {SymbolNames.Short(symbol)}  ", symbol, ""));
        }

        return items;

        async Task<QuotedItem> LineAsync(string title, ISymbol symbol, string mark)
        {
            var resolved = new ResolvedSymbol(symbol, project);
            var text = title + await DeclaredAt.TextAsync(snapshot, resolved, cancellationToken) + mark;
            var place = await DeclaredAt.PlaceAsync(symbol, snapshot.Solution, cancellationToken);
            var file = place is { } at ? PathNames.FromRoot(snapshot.Root, at.Place.Path) : symbol.ContainingAssembly?.Name ?? "";
            return new QuotedItem(new AnswerItem(project.Name, file, text), null, place?.Place.Line ?? 0);
        }
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
