using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Symbols;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>
/// Looks for declarations by words: the last word that counts is the symbol's own name, the others may be of what it stands in. Exact
/// names first, then beginnings, humps and parts; the order is the same in every run.
/// </summary>
public sealed class FindSymbolQuestion(SyntaxIndex index)
{
    private const int MostWords = 8;
    private const int LongestWord = 100;
    private const int MostHits = 500;
    private const int ProjectWidth = 60;

    public async Task<CodeAnswer> AnswerAsync(FindSymbolQuery query, Coverage coverage, CancellationToken cancellationToken)
    {
        var snapshot = await index.CurrentAsync(cancellationToken);
        return await Task.Run(() => Answer(snapshot, query, coverage, cancellationToken), cancellationToken);
    }

    private static CodeAnswer Answer(IndexSnapshot snapshot, FindSymbolQuery query, Coverage coverage, CancellationToken cancellationToken)
    {
        var words = query.Query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is 0 or > MostWords || words.Any(word => word.Length > LongestWord))
        {
            return CodeAnswer.Failed(CodeError.SymbolNotFound, $"query needs 1 to {MostWords} words of at most {LongestWord} letters: parts of names, humps such as OrdSvc, or wildcards such as *Service");
        }

        if (query.Kind is { Length: > 0 } && KindNames.Parse(query.Kind) is null)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"kind is one of {KindNames.All}");
        }

        var scope = IndexScope.Resolve(snapshot, query.Scope);
        if (scope is IndexScope.Unknown unknown)
        {
            return CodeAnswer.Failed(CodeError.SymbolNotFound, unknown.Message);
        }

        var kinds = query.Kind is { Length: > 0 } kind ? KindNames.Parse(kind) : null;
        var hits = SymbolSearch.Run(snapshot, words, located => (kinds is null || kinds.Contains(located.Declaration.Kind)) && scope.Contains(located.File), Math.Clamp(query.Max, 1, MostHits), cancellationToken);
        if (hits.Total == 0)
        {
            return Nothing(snapshot, scope, query, words, coverage);
        }

        return query.HasBody && hits is { Total: 1, Top: [var only] }
            ? new SourceAnswer(snapshot, query.Budget, []).Of([.. only.Parts], coverage)
            : List(snapshot, scope, hits, query, coverage);
    }

    private static CodeAnswer List(IndexSnapshot snapshot, IndexScope scope, SymbolHits hits, FindSymbolQuery query, Coverage coverage)
    {
        var shown = hits.Top;
        var names = shown.Select(hit => $"{KindNames.Of(hit.First.Declaration.Kind)} {hit.First.Declaration.FullName}").ToList();
        var width = names.Where(name => name.Length <= ProjectWidth).Select(name => name.Length).DefaultIfEmpty(0).Max();
        var items = shown.Zip(names, (hit, name) => new AnswerItem(snapshot.Projects.Of(hit.First.File.Path)?.Name ?? "(no project)", PathNames.FromRoot(snapshot.Root, hit.First.File.Path), name)
        {
            Signature = $"{name.PadRight(width)}  {IndexAnswer.Place(snapshot, hit.First)}{More(snapshot, hit)}",
        });
        var fitted = AnswerBudget.Fit([.. items], query.Budget, "a longer query, kind or scope");
        var count = shown.Length == hits.Total ? $"{hits.Total} of {hits.Total}" : $"{shown.Length} of {hits.Total}; see more with max, or narrow with kind or scope";
        return new CodeAnswer(IndexAnswer.Text(snapshot, scope, coverage, fitted.Text, fitted.Shortened, count))
        {
            Places = [.. shown.Zip(names, (hit, name) => new CodePlace(hit.First.File.Path, hit.First.Declaration.NameLine) { Name = name })],
        };
    }

    private static string More(IndexSnapshot snapshot, SymbolHit hit) => hit.Parts switch
    {
        [_] => "",
        [_, var second] => $" and {IndexAnswer.Place(snapshot, second)}",
        _ => $" and {hit.Parts.Length - 1} more parts",
    };

    private static CodeAnswer Nothing(IndexSnapshot snapshot, IndexScope scope, FindSymbolQuery query, string[] words, Coverage coverage)
    {
        var elsewhere = SymbolSearch.Run(snapshot, words, _ => true, 1, CancellationToken.None);
        string? hint = null;
        if (elsewhere is { Total: > 0, Top: [var best, ..] })
        {
            var first = best.First;
            hint = $"without kind and scope: {elsewhere.Total}, first {KindNames.Of(first.Declaration.Kind)} {first.Declaration.FullName} {IndexAnswer.Place(snapshot, first)}";
        }
        else if (NearestNames.Of(snapshot.Names, LastName(query.Query)) is { Count: > 0 } near)
        {
            hint = $"nearest names: {string.Join(", ", near)}";
        }

        return new CodeAnswer(IndexAnswer.Text(snapshot, scope, coverage, $"{IndexAnswer.NothingFound(snapshot, scope, coverage)} for \"{query.Query.Trim()}\"", hint));
    }

    private static string LastName(string query) =>
        SymbolAddress.Parse(query) is SymbolAddress.Name name ? name.Last.Identifier : query.Trim().Split([' ', '.'])[^1];
}
