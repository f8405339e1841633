using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.CodeIntelligence.LanguageServers.Client;
using EditorAgent.CodeIntelligence.LanguageServers.Documents;
using EditorAgent.CodeIntelligence.LanguageServers.Protocol;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Makes symbols of an answer to documentSymbol, nested or flat.</summary>
internal static class SymbolTree
{
    private const int Deepest = 60;
    private const int Most = 20_000;

    /// <exception cref="LanguageServerException">The answer is no such thing.</exception>
    public static ImmutableArray<CodeSymbol> Of(JsonElement answer, SourceFile file, string encoding)
    {
        const string Method = "textDocument/documentSymbol";
        var items = LspAnswer.List<JsonElement>(answer, Method);
        var isFlat = items.Any(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("location", out _));
        return isFlat
            ? Nest(LspAnswer.List<SymbolInformation>(answer, Method), file, encoding)
            : Convert(LspAnswer.List<DocumentSymbol>(answer, Method), null, file, encoding, 0);
    }

    /// <summary>All of them, outer before inner.</summary>
    public static IEnumerable<CodeSymbol> Flatten(ImmutableArray<CodeSymbol> symbols) =>
        symbols.SelectMany(symbol => Flatten(symbol.Children).Prepend(symbol));

    /// <summary>The innermost one around a place, or null.</summary>
    public static CodeSymbol? Around(ImmutableArray<CodeSymbol> symbols, int offset) =>
        Flatten(symbols).LastOrDefault(symbol => symbol.Start <= offset && offset < Math.Max(symbol.End, symbol.Start + 1));

    /// <summary>The member of a type or of the file that a place is in: what is declared inside of functions names no place that people know.</summary>
    public static CodeSymbol? MemberAround(ImmutableArray<CodeSymbol> symbols, int offset)
    {
        var around = Around(symbols, offset);
        var member = around;
        for (var symbol = around; symbol is not null; symbol = symbol.Parent)
        {
            if (symbol.Parent is { } parent && !SymbolKinds.IsType(parent.Kind))
            {
                member = parent;
            }
        }

        return member;
    }

    private static ImmutableArray<CodeSymbol> Convert(ImmutableArray<DocumentSymbol> symbols, CodeSymbol? parent, SourceFile file, string encoding, int depth)
    {
        if (depth > Deepest || symbols.IsDefault)
        {
            return [];
        }

        var converted = ImmutableArray.CreateBuilder<CodeSymbol>();
        foreach (var symbol in symbols.OrderBy(symbol => symbol.Range.Start.Line).ThenBy(symbol => symbol.Range.Start.Character).Take(Most))
        {
            var (start, end) = DeclarationSpan.Of(file, file.OffsetOf(symbol.Range.Start, encoding), file.OffsetOf(symbol.Range.End, encoding));
            var one = new CodeSymbol(symbol.Name, symbol.Kind, symbol.Detail, file, start, end, file.OffsetOf(symbol.SelectionRange.Start, encoding), parent);
            converted.Add(one with { Children = Convert(symbol.Children ?? [], one, file, encoding, depth + 1) });
        }

        return converted.ToImmutable();
    }

    /// <summary>The flat form has whole ranges: what lies in another's range is inside it.</summary>
    private static ImmutableArray<CodeSymbol> Nest(ImmutableArray<SymbolInformation> symbols, SourceFile file, string encoding)
    {
        var spans = symbols.Take(Most).Where(symbol => symbol.Location.Range is not null)
            .Select(symbol => new DocumentSymbol(symbol.Name, symbol.Kind, symbol.Location.Range!.Value, NameRange(symbol, file, encoding)))
            .OrderBy(symbol => symbol.Range.Start.Line).ThenBy(symbol => symbol.Range.Start.Character)
            .ThenByDescending(symbol => symbol.Range.End.Line).ThenByDescending(symbol => symbol.Range.End.Character)
            .ToList();
        var at = 0;
        return Convert(Inside(spans, ref at, new Position(long.MaxValue, 0), 0), null, file, encoding, 0);
    }

    private static ImmutableArray<DocumentSymbol> Inside(List<DocumentSymbol> spans, ref int at, Position end, int depth)
    {
        var inside = ImmutableArray.CreateBuilder<DocumentSymbol>();
        while (at < spans.Count && depth < Deepest && IsBefore(spans[at].Range.Start, end))
        {
            var span = spans[at++];
            inside.Add(span with { Children = Inside(spans, ref at, span.Range.End, depth + 1) });
        }

        return inside.ToImmutable();
    }

    private static bool IsBefore(Position left, Position right) => left.Line < right.Line || (left.Line == right.Line && left.Character < right.Character);

    private static LspRange NameRange(SymbolInformation symbol, SourceFile file, string encoding)
    {
        var range = symbol.Location.Range!.Value;
        var start = file.OffsetOf(range.Start, encoding);
        var end = Math.Max(start, file.OffsetOf(range.End, encoding));
        var name = file.Text.IndexOf(symbol.Name, start, end - start, StringComparison.Ordinal);
        return name < 0 ? range : new LspRange(file.PositionOf(name, encoding), file.PositionOf(name + symbol.Name.Length, encoding));
    }
}
