using System.Text;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Who calls a symbol, or whom it calls, as a tree.</summary>
internal sealed class CallHierarchyQuestion(EngineTurn turn)
{
    private const int MostNodes = 300;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly StringBuilder text = new();
    private int nodes;
    private int cut;

    public async Task<CodeAnswer> AnswerAsync(CallHierarchyQuery query)
    {
        var (symbol, refusal) = await new SymbolSearch(turn).FindAsync(query.Symbol);
        if (symbol is null)
        {
            return refusal!;
        }

        await turn.OpenNamesakesAsync(symbol.Name);
        var prepared = LspAnswer.List<HierarchyItem>(await turn.AskAsync("textDocument/prepareCallHierarchy", turn.At(symbol)), "textDocument/prepareCallHierarchy");
        if (prepared.IsEmpty)
        {
            return CodeAnswer.Failed(CodeError.Unsupported, $"{symbol.FullName} ({SymbolKinds.NameOf(symbol.Kind)}) is nothing that is called.");
        }

        this.text.Append(symbol.FullName).Append("  ").Append(turn.NameOf(symbol.File.Path)).Append(':').Append(symbol.Line).Append('\n');
        turn.Places.Add(new CodePlace(symbol.File.Path, symbol.Line));
        foreach (var item in prepared)
        {
            await this.TellAsync(item, query, 1);
        }

        var what = query.Direction == CallDirection.Callers ? "callers" : "callees";
        var zero = this.nodes == 0 && !turn.IsComplete ? " in the covered part" : "";
        var more = this.cut > 0 ? $"\n{this.cut} more not shown; widen with budget or take a smaller depth" : "";
        return new CodeAnswer($"{this.text}{this.nodes + this.cut} {what}{zero}{more}");
    }

    private async Task TellAsync(HierarchyItem item, CallHierarchyQuery query, int depth)
    {
        var isCallers = query.Direction == CallDirection.Callers;
        var method = isCallers ? "callHierarchy/incomingCalls" : "callHierarchy/outgoingCalls";
        var answer = await turn.AskAsync(method, new HierarchyParams(item));
        var others = isCallers
            ? LspAnswer.List<IncomingCall>(answer, method).Select(call => call.From)
            : LspAnswer.List<OutgoingCall>(answer, method).Select(call => call.To);
        foreach (var other in others.OrderBy(other => other.Uri, StringComparer.Ordinal).ThenBy(other => other.SelectionRange.Start.Line))
        {
            if (this.nodes >= MostNodes || this.text.Length >= query.Budget)
            {
                this.cut++;
                continue;
            }

            this.nodes++;
            var path = FileUri.PathOf(other.Uri);
            var line = other.SelectionRange.Start.Line + 1;
            var place = path is null ? other.Uri : $"{turn.NameOf(path)}:{line}";
            var isKnown = !this.told.Add($"{other.Name} {place}");
            this.text.Append(' ', depth * 2).Append(isCallers ? "<- " : "-> ").Append(await this.FullNameAsync(other, path)).Append("  ").Append(place).Append(isKnown ? "  (see above)" : "").Append('\n');
            if (path is not null && turn.Texts.Read(path) is not null)
            {
                turn.Places.Add(new CodePlace(path, (int)Math.Clamp(line, 1, int.MaxValue)));
                if (!isKnown && depth < Math.Clamp(query.Depth, 1, 3))
                {
                    await this.TellAsync(other, query, depth + 1);
                }
            }
        }
    }

    private async Task<string> FullNameAsync(HierarchyItem item, string? path)
    {
        if (path is null || turn.Texts.Read(path) is not { } file || !turn.Session.Documents.Files.ContainsKey(path))
        {
            return item.Name;
        }

        var around = SymbolTree.Around(await turn.SymbolsAsync(path), file.OffsetOf(item.SelectionRange.Start, turn.Encoding));
        return around is not null && around.Name.Contains(item.Name, StringComparison.Ordinal) ? around.FullName : item.Name;
    }
}
