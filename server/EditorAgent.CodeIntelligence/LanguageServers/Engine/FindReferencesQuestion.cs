using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Answers;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>References by file and enclosing declaration. Servers do not tell kinds; calls and <c>new</c> are told apart by the text around them.</summary>
internal sealed class FindReferencesQuestion(EngineTurn turn)
{
    private const int MostOutlined = 80;

    private static readonly ImmutableArray<string> KnownKinds = ["call", "new"];

    public static async Task<FoundPlaces> PlacesAsync(EngineTurn turn, CodeSymbol symbol)
    {
        var at = turn.At(symbol);
        var answer = await turn.AskAsync("textDocument/references", new ReferenceParams(at.TextDocument, at.Position, new ReferenceContext(IncludeDeclaration: false)));
        return FoundPlaces.Of(turn, LspAnswer.Locations(answer, "textDocument/references"));
    }

    public async Task<CodeAnswer> AnswerAsync(FindReferencesQuery query)
    {
        var kinds = query.Kinds.IsDefault ? [] : query.Kinds;
        if (kinds.FirstOrDefault(kind => !KnownKinds.Contains(kind)) is { } unknown)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"{turn.Declaration.Name} does not tell which references are '{unknown}'; leave kinds out, or take {string.Join(" or ", KnownKinds)}.");
        }

        var (symbol, refusal) = await new SymbolSearch(turn).FindAsync(query.Symbol);
        if (symbol is null)
        {
            return refusal!;
        }

        await turn.OpenNamesakesAsync(symbol.Name);
        var found = await PlacesAsync(turn, symbol);
        var places = found.Inside.Where(place => turn.IsInScope(place.File.Path, query.Scope) && (kinds.IsEmpty || kinds.Any(kind => IsOf(kind, place)))).ToList();
        turn.Places.AddRange(places.Select(place => new CodePlace(place.File.Path, place.Line)));
        var what = kinds.IsEmpty ? "references" : string.Join(" and ", kinds.Select(kind => kind == "call" ? "calls" : kind));
        if (places.Count == 0)
        {
            return new CodeAnswer($"0 {what} found{(turn.IsComplete ? "" : " in the covered part")} to {symbol.FullName} ({turn.NameOf(symbol.File.Path)}:{symbol.Line})");
        }

        var fitted = AnswerBudget.Fit(await this.ItemsAsync(places, Math.Clamp(query.Context, 0, 20)), query.Budget, "scope");
        var outside = found.Outside > 0 ? $", {found.Outside} outside the workspace" : "";
        var files = places.DistinctBy(place => place.File.Path).Count();
        return new CodeAnswer(
            $"{fitted.Text}\n{places.Count} {what} to {symbol.FullName}, {files} files{outside}{(fitted.Shortened is { } shortened ? "\n" + shortened : "")}");
    }

    private async Task<ImmutableArray<AnswerItem>> ItemsAsync(List<FoundPlace> places, int context)
    {
        var items = ImmutableArray.CreateBuilder<AnswerItem>();
        var outlined = 0;
        foreach (var file in places.GroupBy(place => place.File.Path, StringComparer.Ordinal))
        {
            ImmutableArray<CodeSymbol> symbols = turn.Capabilities.Has("textDocument/documentSymbol") && ++outlined <= MostOutlined ? await turn.SymbolsAsync(file.Key) : [];
            var shown = file.First().File;
            var name = turn.NameOf(file.Key);
            foreach (var member in file.GroupBy(place => SymbolTree.MemberAround(symbols, place.Start)?.FullName ?? "(file)", StringComparer.Ordinal))
            {
                ImmutableArray<int> lines = [.. member.Select(place => place.Line).Distinct()];
                items.Add(new AnswerItem(turn.Declaration.Name, name, $"  {member.Key}  {string.Join(", ", lines)}")
                {
                    Header = turn.Header(shown),
                    Source = $"  {member.Key}\n{Quote(shown, lines, context)}",
                });
            }
        }

        return items.ToImmutable();
    }

    /// <summary>The lines with what is around them; stretches that touch are one.</summary>
    private static string Quote(Documents.SourceFile file, ImmutableArray<int> lines, int context)
    {
        var stretches = new List<string>();
        for (var index = 0; index < lines.Length;)
        {
            var first = lines[index] - context;
            var last = lines[index] + context;
            while (++index < lines.Length && lines[index] - context <= last + 1)
            {
                last = lines[index] + context;
            }

            stretches.Add(NumberedLines.Of(file.Shown, first, last, lines, "  "));
        }

        return string.Join('\n', stretches);
    }

    private static bool IsOf(string kind, FoundPlace place)
    {
        var text = place.File.Text;
        return kind == "call"
            ? text.AsSpan(Math.Min(place.End, text.Length)).TrimStart(" \t").StartsWith("(")
            : text.AsSpan(0, place.Start).TrimEnd() is var before && before.EndsWith("new") && (before.Length == 3 || !Namesakes.IsWord(before[^4]));
    }
}
