using System.Collections.Immutable;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Finds what an address means: exactly one symbol, or the answer that says why not.</summary>
internal sealed class SymbolSearch(EngineTurn turn)
{
    private const int MostFiles = 60;
    private const int MostCandidates = 12;

    /// <summary>One of the two is null.</summary>
    public async Task<(CodeSymbol? Symbol, CodeAnswer? Refusal)> FindAsync(string address)
    {
        CodeAnswer? refusal = null;
        foreach (var meant in AddressText.Of(address))
        {
            var (symbol, reason) = meant.Path is null ? await this.ByNameAsync(meant, address) : await this.ByPlaceAsync(meant);
            if (symbol is not null)
            {
                return (symbol, null);
            }

            refusal ??= reason;
        }

        return (null, refusal ?? CodeAnswer.Failed(CodeError.SymbolNotFound, $"'{Short(address)}' is no symbol address. Write a name (Cart.total), a place (src/cart.ts:12) or a line of a stack trace."));
    }

    private async Task<(CodeSymbol?, CodeAnswer?)> ByPlaceAsync(AddressText place)
    {
        if (turn.Texts.Workspace.ResolveForReading(place.Path!) is not PathResolution.Inside(var inside))
        {
            return (null, CodeAnswer.Failed(CodeError.PathDenied, $"{place.Path} is not in the workspace."));
        }

        if (await turn.OpenAsync(inside.Absolute) is not { } file)
        {
            return (null, CodeAnswer.Failed(CodeError.SymbolNotFound, $"there is no text file {place.Path}."));
        }

        if (place.Line > file.LineCount)
        {
            return (null, CodeAnswer.Failed(CodeError.SymbolNotFound, $"{inside.Relative} has {file.LineCount} lines."));
        }

        var symbols = await turn.SymbolsAsync(inside.Absolute);
        var start = file.StartOf(place.Line - 1);
        if (place.Column > 0)
        {
            var at = Math.Min(start + place.Column - 1, file.Text.Length);
            var around = SymbolTree.Around(symbols, at);
            return around is not null && around.Selection <= at && at <= around.Selection + around.Name.Length
                ? (around, null)
                : (await this.DefinitionAsync(file, at) ?? new CodeSymbol(WordAt(file.Text, at), 0, null, file, start, start + file.Line(place.Line - 1).Length, at, null), null);
        }

        var all = SymbolTree.Flatten(symbols).ToList();
        var chosen = all.FirstOrDefault(symbol => symbol.Line == place.Line)
            ?? all.LastOrDefault(symbol => symbol.FirstLine <= place.Line && place.Line <= symbol.LastLine);
        return chosen is null
            ? (null, CodeAnswer.Failed(CodeError.SymbolNotFound, $"{inside.Relative}:{place.Line} lies in no declaration; name a column too ({inside.Relative}:{place.Line}:5) or a symbol."))
            : (chosen, null);
    }

    /// <summary>What is used at a place; a variable's type when nothing declares the variable as a symbol.</summary>
    private async Task<CodeSymbol?> DefinitionAsync(SourceFile file, int at)
    {
        foreach (var method in new[] { "textDocument/definition", "textDocument/typeDefinition" }.Where(turn.Capabilities.Has))
        {
            var asked = new TextDocumentPositionParams(new TextDocumentIdentifier(FileUri.Of(file.Path)), file.PositionOf(at, turn.Encoding));
            foreach (var place in FoundPlaces.Of(turn, LspAnswer.Locations(await turn.AskAsync(method, asked), method)).Inside)
            {
                var symbols = await turn.SymbolsAsync(place.File.Path);
                if (SymbolTree.Flatten(symbols).LastOrDefault(symbol => symbol.Selection >= place.Start && symbol.Selection <= Math.Max(place.End, place.Start)) is { } declared)
                {
                    return declared;
                }
            }
        }

        return null;
    }

    private async Task<(CodeSymbol?, CodeAnswer?)> ByNameAsync(AddressText name, string address)
    {
        var last = name.Names[^1];
        var files = Namesakes.Holding(turn.Texts, turn.Sources, last, turn.Cancellation);
        var found = new List<CodeSymbol>();
        foreach (var path in files.Take(MostFiles))
        {
            found.AddRange(SymbolTree.Flatten(await turn.SymbolsAsync(path)).Where(symbol => name.Fits(symbol.FullName)));
        }

        // A constructor and what it constructs have one name; who names it means the type. An overload's declarations are one symbol.
        var types = found.Where(symbol => symbol.Kind != SymbolKinds.Constructor).ToList();
        found = types.Count > 0 ? types : found;
        var outer = found.Where(symbol => !found.Any(other => other != symbol && other.FullName.Length < symbol.FullName.Length && IsInside(symbol, other))).ToList();
        var distinct = outer.DistinctBy(symbol => (symbol.File.Path, symbol.FullName)).ToList();
        if (distinct.Count > 0)
        {
            return (distinct.Count == 1 ? distinct[0] : this.Definition(distinct)) is { } one ? (one, null) : (null, this.Ambiguous(distinct, address));
        }

        var looked = files.Length > MostFiles ? $" The first {MostFiles} of {files.Length} files that name it were looked through; narrow it with path:line." : "";
        var text = files.IsEmpty ? $"no {turn.Declaration.Name} file holds the word {last}." : $"{files.Length} files hold the word {last}, none declares {Short(address)}.{looked}";
        return (null, CodeAnswer.Failed(CodeError.SymbolNotFound, text + await this.NearestAsync(last)));
    }

    /// <summary>A prototype in a header and its definition are one symbol: the definition, if that is all there is.</summary>
    private CodeSymbol? Definition(List<CodeSymbol> found)
    {
        var isC = turn.Declaration.LanguageOf(found[0].File.Path) is "c" or "cpp" or "objective-c" or "objective-cpp";
        if (!isC || found.DistinctBy(symbol => symbol.Name).Count() > 1)
        {
            return null;
        }

        var definitions = found.Where(symbol => symbol.File.Text.AsSpan(symbol.Start, symbol.End - symbol.Start).Contains('{')).ToList();
        return definitions.Count == 1 ? definitions[0] : null;
    }

    private CodeAnswer Ambiguous(List<CodeSymbol> found, string address)
    {
        var lines = found.Take(MostCandidates).Select(symbol => $"{SymbolKinds.NameOf(symbol.Kind)} {symbol.FullName}  {turn.NameOf(symbol.File.Path)}:{symbol.Line}");
        var more = found.Count > MostCandidates ? $"\nand {found.Count - MostCandidates} more" : "";
        return CodeAnswer.Failed(CodeError.AmbiguousSymbol, $"{Short(address)} is {found.Count} symbols; take one by its full name or place:\n{string.Join('\n', lines)}{more}");
    }

    private async Task<string> NearestAsync(string name)
    {
        if (name.Length < 3)
        {
            return "";
        }

        var query = new NameQuery(name);
        var near = new List<string>();
        foreach (var path in Namesakes.Containing(turn.Texts, turn.Sources, query.Longest.Length >= 3 ? query.Longest : name[..3], turn.Cancellation).Take(8))
        {
            near.AddRange(SymbolTree.Flatten(await turn.SymbolsAsync(path)).Where(symbol => symbol.Name.Contains(query.Longest, StringComparison.OrdinalIgnoreCase)).Select(symbol => symbol.FullName));
        }

        return near.Count == 0 ? "" : $" Near: {string.Join(", ", near.Distinct().Take(5))}.";
    }

    private static bool IsInside(CodeSymbol inner, CodeSymbol outer)
    {
        for (var parent = inner.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent.FullName == outer.FullName && parent.File.Path == outer.File.Path)
            {
                return true;
            }
        }

        return false;
    }

    private static string WordAt(string text, int at)
    {
        var (start, end) = (at, at);
        while (start > 0 && Namesakes.IsWord(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && Namesakes.IsWord(text[end]))
        {
            end++;
        }

        return text[start..end];
    }

    private static string Short(string text) => text.Length <= 120 ? text.ReplaceLineEndings(" ") : text[..120].ReplaceLineEndings(" ") + "...";
}
