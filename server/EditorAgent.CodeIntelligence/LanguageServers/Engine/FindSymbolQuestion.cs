using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Asks the server for names, and the texts too: a server knows only the projects it has opened.</summary>
internal sealed class FindSymbolQuestion(EngineTurn turn)
{
    private const int MostFiles = 60;

    public async Task<CodeAnswer> AnswerAsync(FindSymbolQuery query)
    {
        var names = new NameQuery(query.Query);
        var files = new List<string>();
        if (names.Longest.Length > 0)
        {
            var holding = Namesakes.Holding(turn.Texts, turn.Sources, names.Last, turn.Cancellation)
                .Concat(Namesakes.Containing(turn.Texts, turn.Sources, names.Longest, turn.Cancellation))
                .Distinct(StringComparer.Ordinal).Where(path => turn.IsInScope(path, query.Scope)).ToList();
            files.AddRange(holding.Take(MostFiles));
            if (holding.Count > MostFiles)
            {
                turn.Gaps.Add($"looked through {MostFiles} of {holding.Count} files that hold '{names.Longest}'");
            }
        }

        files.AddRange((await this.ServerFilesAsync(names)).Where(path => turn.IsInScope(path, query.Scope)));
        var hits = new List<(CodeSymbol Symbol, int Rank)>();
        foreach (var path in files.Distinct(StringComparer.Ordinal))
        {
            hits.AddRange(
                from symbol in SymbolTree.Flatten(await turn.SymbolsAsync(path))
                where query.Kind is null || SymbolKinds.Means(query.Kind, symbol.Kind)
                let rank = names.Rank(symbol.Name, symbol.FullName)
                where rank > 0
                select (symbol, rank));
        }

        var ranked = hits.OrderByDescending(hit => hit.Rank).ThenBy(hit => SymbolKinds.IsType(hit.Symbol.Kind) ? 0 : hit.Symbol.Parent is null || SymbolKinds.IsType(hit.Symbol.Parent.Kind) ? 1 : 2).ThenBy(hit => hit.Symbol.FullName.Length)
            .ThenBy(hit => hit.Symbol.FullName, StringComparer.Ordinal).ThenBy(hit => hit.Symbol.File.Path, StringComparer.Ordinal).ThenBy(hit => hit.Symbol.Start)
            .Select(hit => hit.Symbol).ToList();
        if (ranked.Count == 0)
        {
            return new CodeAnswer($"0 found{(turn.IsComplete ? "" : " in the covered part")} for '{query.Query}'");
        }

        if (ranked.Count == 1 && query.HasBody)
        {
            return await new ReadSymbolQuestion(turn).ReadAsync(ranked[0], query.Budget);
        }

        var shown = ranked.Take(Math.Max(1, query.Max)).ToList();
        turn.Places.AddRange(shown.Select(symbol => new CodePlace(symbol.File.Path, symbol.Line)));
        var fitted = AnswerBudget.Fit([.. shown.Select(this.Item)], query.Budget, "kind or scope");
        return new CodeAnswer($"{fitted.Text}\n{shown.Count} of {ranked.Count}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    private AnswerItem Item(CodeSymbol symbol)
    {
        var file = turn.NameOf(symbol.File.Path);
        return new AnswerItem(turn.Declaration.Name, file, symbol.FullName) { Signature = $"{SymbolKinds.NameOf(symbol.Kind)} {symbol.FullName}  {file}:{symbol.Line}" };
    }

    private async Task<IEnumerable<string>> ServerFilesAsync(NameQuery names)
    {
        if (!turn.Capabilities.Has("workspace/symbol") || names.Last.Length == 0)
        {
            return [];
        }

        // Some servers answer only when a file of the project is open.
        if (turn.Session.Documents.Open.IsEmpty && turn.Sources.FirstOrDefault() is { } any)
        {
            await turn.OpenAsync(any);
        }

        try
        {
            var found = LspAnswer.List<SymbolInformation>(await turn.AskAsync("workspace/symbol", new QueryParams(names.Last)), "workspace/symbol");
            return found.Where(symbol => names.Rank(symbol.Name, symbol.Name) > 0).Select(symbol => FileUri.PathOf(symbol.Location.Uri)).OfType<string>().Distinct().Take(MostFiles);
        }
        catch (LanguageServerException refused) when (refused.Failure is LanguageServerFailure.Refused or LanguageServerFailure.Malformed)
        {
            turn.Gaps.Add("workspace/symbol failed, names found by text");
            return [];
        }
    }
}
