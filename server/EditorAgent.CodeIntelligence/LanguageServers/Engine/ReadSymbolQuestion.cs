using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Sources of symbols, and what else of them was asked for.</summary>
internal sealed class ReadSymbolQuestion(EngineTurn turn)
{
    private const int Most = 10;

    public async Task<CodeAnswer> AnswerAsync(ReadSymbolQuery query)
    {
        var items = ImmutableArray.CreateBuilder<AnswerItem>();
        var refusals = new List<CodeAnswer>();
        foreach (var address in query.Symbols.Take(Most))
        {
            var (symbol, refusal) = await new SymbolSearch(turn).FindAsync(address);
            if (symbol is null)
            {
                refusals.Add(refusal!);
                continue;
            }

            items.Add(await this.ItemAsync(symbol, query.With.IsDefaultOrEmpty ? ["source"] : query.With));
        }

        if (items.Count == 0 && refusals.Count > 0)
        {
            return refusals.Count == 1 ? refusals[0] : refusals[0] with { Text = string.Join('\n', refusals.Select(refusal => refusal.Text)) };
        }

        var left = query.Symbols.Length > Most ? $"\nonly the first {Most} of {query.Symbols.Length} symbols were read" : "";
        var fitted = AnswerBudget.Fit(items.ToImmutable(), query.Budget, null);
        var failed = refusals.Count > 0 ? "\n" + string.Join('\n', refusals.Select(refusal => refusal.Text)) : "";
        return new CodeAnswer($"{fitted.Text}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}{failed}{left}");
    }

    public async Task<CodeAnswer> ReadAsync(CodeSymbol symbol, int budget)
    {
        var fitted = AnswerBudget.Fit([await this.ItemAsync(symbol, ["source"])], budget, null);
        return new CodeAnswer($"{fitted.Text}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    private async Task<AnswerItem> ItemAsync(CodeSymbol symbol, ImmutableArray<string> with)
    {
        turn.Places.Add(new CodePlace(symbol.File.Path, symbol.Line));
        var head = $"{SymbolKinds.NameOf(symbol.Kind)} {symbol.FullName}  {symbol.FirstLine}-{symbol.LastLine}";
        if (with.Contains("refs-count"))
        {
            head += await this.CountAsync(symbol);
        }

        var parts = new List<string> { head };
        if (with.Contains("doc") && turn.Capabilities.Has("textDocument/hover"))
        {
            parts.Add(await this.HoverAsync(symbol));
        }

        if (with.Contains("base"))
        {
            parts.Add(await this.BaseAsync(symbol));
        }

        if (with.Contains("members"))
        {
            parts.AddRange(symbol.Children.Select(child => $"  {SymbolKinds.NameOf(child.Kind)} {child.Name}  {child.FirstLine}-{child.LastLine}"));
        }

        var signature = string.Join('\n', parts.Where(part => part.Length > 0));
        return new AnswerItem(turn.Declaration.Name, turn.NameOf(symbol.File.Path), head)
        {
            Header = turn.Header(symbol.File),
            Signature = $"{signature}\n  {symbol.Declaration}",
            Source = with.Contains("source") ? $"{signature}\n{symbol.File.Shown.Numbered(symbol.FirstLine, symbol.LastLine)}" : signature,
        };
    }

    private async Task<string> CountAsync(CodeSymbol symbol)
    {
        if (!turn.Capabilities.Has("textDocument/references"))
        {
            return "";
        }

        await turn.OpenNamesakesAsync(symbol.Name);
        var places = await FindReferencesQuestion.PlacesAsync(turn, symbol);
        return $"  {places.Inside.Length + places.Outside} references in {places.Inside.DistinctBy(place => place.File.Path).Count()} files";
    }

    private async Task<string> HoverAsync(CodeSymbol symbol)
    {
        var hover = LspAnswer.OrNull<Hover>(await turn.AskAsync("textDocument/hover", turn.At(symbol)), "textDocument/hover");
        return hover is null ? "" : TextOf(hover.Contents).Trim();
    }

    private async Task<string> BaseAsync(CodeSymbol symbol)
    {
        if (!turn.Capabilities.Has("textDocument/prepareTypeHierarchy"))
        {
            return "";
        }

        var items = LspAnswer.List<HierarchyItem>(await turn.AskAsync("textDocument/prepareTypeHierarchy", turn.At(symbol)), "textDocument/prepareTypeHierarchy");
        var bases = new List<string>();
        foreach (var item in items)
        {
            var answer = await turn.AskAsync("typeHierarchy/supertypes", new HierarchyParams(item));
            bases.AddRange(LspAnswer.List<HierarchyItem>(answer, "typeHierarchy/supertypes").Select(type => type.Name));
        }

        return bases.Count == 0 ? "" : $"base: {string.Join(", ", bases)}";
    }

    private static string TextOf(JsonElement contents) => contents.ValueKind switch
    {
        JsonValueKind.String => contents.GetString()!,
        JsonValueKind.Array => string.Join('\n', contents.EnumerateArray().Select(TextOf)),
        JsonValueKind.Object when contents.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.String => value.GetString()!,
        _ => "",
    };
}
