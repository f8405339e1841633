using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Implementations and derived types, and of a type what it derives from.</summary>
internal sealed class FindImplementationsQuestion(EngineTurn turn)
{
    public async Task<CodeAnswer> AnswerAsync(FindImplementationsQuery query)
    {
        var (symbol, refusal) = await new SymbolSearch(turn).FindAsync(query.Symbol);
        if (symbol is null)
        {
            return refusal!;
        }

        await turn.OpenNamesakesAsync(symbol.Name);
        var locations = new List<Location>();
        if (turn.Capabilities.Has("textDocument/implementation"))
        {
            locations.AddRange(LspAnswer.Locations(await turn.AskAsync("textDocument/implementation", turn.At(symbol)), "textDocument/implementation"));
        }

        var bases = "";
        if (turn.Capabilities.Has("textDocument/prepareTypeHierarchy") && SymbolKinds.IsType(symbol.Kind))
        {
            var items = LspAnswer.List<HierarchyItem>(await turn.AskAsync("textDocument/prepareTypeHierarchy", turn.At(symbol)), "textDocument/prepareTypeHierarchy");
            foreach (var item in items)
            {
                locations.AddRange((await this.TypesAsync(item, "typeHierarchy/subtypes")).Select(type => new Location(type.Uri, type.SelectionRange)));
                bases += string.Concat((await this.TypesAsync(item, "typeHierarchy/supertypes")).Select(type => $"\nbase: {type.Name}"));
            }
        }

        var found = FoundPlaces.Of(turn, [.. locations]);
        var places = found.Inside.Where(place => place.File.Path != symbol.File.Path || place.Start != symbol.Selection).ToList();
        if (places.Count == 0)
        {
            return new CodeAnswer($"0 implementations found{(turn.IsComplete ? "" : " in the covered part")} of {symbol.FullName} ({turn.NameOf(symbol.File.Path)}:{symbol.Line}){bases}");
        }

        turn.Places.AddRange(places.Select(place => new CodePlace(place.File.Path, place.Line)));
        var items2 = ImmutableArray.CreateBuilder<AnswerItem>();
        foreach (var place in places)
        {
            var file = turn.NameOf(place.File.Path);
            var name = SymbolTree.Around(await turn.SymbolsAsync(place.File.Path), place.Start)?.FullName ?? place.File.Line(place.Line - 1).Trim();
            items2.Add(new AnswerItem(turn.Declaration.Name, file, name) { Signature = $"{name}  {file}:{place.Line}" });
        }

        var fitted = AnswerBudget.Fit([.. items2.DistinctBy(item => item.Signature)], query.Budget, null);
        return new CodeAnswer($"{fitted.Text}\n{items2.DistinctBy(item => item.Signature).Count()} implementations{bases}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    private async Task<ImmutableArray<HierarchyItem>> TypesAsync(HierarchyItem item, string method) =>
        LspAnswer.List<HierarchyItem>(await turn.AskAsync(method, new HierarchyParams(item)), method);
}
