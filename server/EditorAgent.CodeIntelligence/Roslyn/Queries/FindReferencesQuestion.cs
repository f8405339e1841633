using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Queries.References;
using EditorAgent.CodeIntelligence.Roslyn.Queries.Resolution;
using Microsoft.CodeAnalysis;

namespace EditorAgent.CodeIntelligence.Roslyn.Queries;

/// <summary>Who names a symbol, and what for.</summary>
public sealed class FindReferencesQuestion(TimeProvider time)
{
    public async Task<CodeAnswer> AskAsync(CodeSnapshot snapshot, FindReferencesQuery query, CancellationToken cancellationToken) =>
        query.Kinds.FirstOrDefault(kind => !ReferenceKind.All.Contains(kind)) is { } unknown
            ? CodeAnswer.Failed(CodeError.Unsupported, $"there is no kind '{unknown}'. Kinds: {string.Join(", ", ReferenceKind.All)}.")
            : await Question.AnswerAsync(snapshot, query.Symbol, time, deadline => AnswerAsync(snapshot, query, deadline.Token), cancellationToken);

    private static async Task<CodeAnswer> AnswerAsync(CodeSnapshot snapshot, FindReferencesQuery query, CancellationToken cancellationToken)
    {
        if (QueryScope.Find(snapshot, query.Scope, out var refusal) is not { } scope)
        {
            return refusal!;
        }

        var resolved = await new SymbolLookup(snapshot).ResolveAsync(query.Symbol, cancellationToken);
        if (resolved.Refusal is not null)
        {
            return resolved.Refusal;
        }

        var symbols = resolved.Symbols.Select(symbol => symbol.Symbol).ToImmutableArray();
        var result = await ReferenceSearch.FindAsync(snapshot.Solution, symbols, null, cancellationToken);
        var others = result.References.Where(reference => symbols.All(symbol => OverridingMembers.AreSiblings(reference.Definition, symbol))).ToHashSet();
        var shown = result.References
            .Where(reference => !others.Contains(reference))
            .Concat(OverridingMembers.Of(snapshot.Solution, symbols, result.Definitions))
            .Where(reference => (query.Kinds.IsEmpty || query.Kinds.Contains(reference.Kind)) && scope.Covers(reference.Document))
            .OrderBy(reference => reference.Document is SourceGeneratedDocument)
            .ThenBy(reference => ReferenceSearch.KeyOf(reference.Document), StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .ToImmutableArray();
        var items = await ReferenceItems.OfAsync(shown, new Quotations(snapshot), Math.Clamp(query.Context, 0, 10), CancellationToken.None);
        return new AnswerText(snapshot, query.Budget)
            .Remark(resolved.Remark)
            .Remark(symbols.Length > 1 ? $"{symbols.Length} overloads: {string.Join(", ", resolved.Symbols.Select(symbol => symbol.Name))}" : null)
            .Note(LeftOut(others))
            .Build(items, Totals(snapshot, shown), query.Scope is null ? "scope" : "kinds", result.IsPartial);
    }

    private static string? LeftOut(HashSet<FoundReference> others) => others.Count == 0
        ? null
        : $"left out: {others.Count} of {string.Join(", ", others.Select(reference => SymbolNames.Short(reference.Definition)).Distinct().Order(StringComparer.Ordinal).Take(3))}, bound to the same base or interface member";

    private static string Totals(CodeSnapshot snapshot, ImmutableArray<FoundReference> shown)
    {
        if (shown.IsEmpty)
        {
            return snapshot.Coverage.IsComplete ? "0 references found" : "0 found in the covered part";
        }

        var kinds = shown.GroupBy(reference => reference.Kind)
            .OrderBy(group => Array.IndexOf(ReferenceKind.All, group.Key))
            .Select(group => ReferenceKind.Count(group.Key, group.Count()))
            .ToList();
        var total = kinds.Count == 1 ? kinds[0] : $"{shown.Length} references ({string.Join(", ", kinds)})";
        var files = shown.Select(reference => ReferenceSearch.KeyOf(reference.Document)).Distinct().Count();
        var projects = shown.GroupBy(reference => QueryScope.NameOf(reference.Document.Project)).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        return $"{total}, {files} {(files == 1 ? "file" : "files")}, {projects.Count} {(projects.Count == 1 ? "project" : "projects")} "
            + $"({string.Join(", ", projects.Select(group => $"{group.Key} {group.Count()}"))})";
    }
}
