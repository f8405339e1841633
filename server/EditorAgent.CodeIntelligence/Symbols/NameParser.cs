using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Reads names as C# code, documentation and people write them.</summary>
internal static class NameParser
{
    private static readonly HashSet<string> Introductions =
    [
        "public", "private", "protected", "internal", "static", "sealed", "abstract", "virtual", "override", "partial", "async", "readonly", "extern", "unsafe", "new",
        "required", "const", "event", "file", "class", "struct", "interface", "record", "enum", "delegate", "namespace", "method", "property", "field", "constructor",
    ];

    public static SymbolAddress Parse(string text)
    {
        var rooted = text.StartsWith("global::", StringComparison.Ordinal);
        var plain = text[(text.IndexOf("::", StringComparison.Ordinal) is var alias and >= 0 ? alias + 2 : 0)..];
        if (plain.AsSpan().ContainsAny('/', '\\') && !plain.Contains("operator", StringComparison.Ordinal))
        {
            return new SymbolAddress.Unreadable($"'{Shown(text)}' looks like a path without a line. Write path:line, or a symbol's name; code_overview lists a file's symbols, read shows its text");
        }

        var parsed = OperatorParser.TryParse(plain) ?? WithParameters(plain);
        return parsed is SymbolAddress.Name name && rooted ? name with { IsRooted = true } : parsed;
    }

    /// <summary>Of a head such as <c>Shop.List&lt;T&gt;</c>; null where a part is no name.</summary>
    public static ImmutableArray<NamePart>? Parts(string head)
    {
        var parts = ImmutableArray.CreateBuilder<NamePart>();
        foreach (var raw in NameScanner.Split(head))
        {
            if (NameScanner.Part(raw) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts.ToImmutable();
    }

    /// <summary>Without what stands before a name in a declaration: modifiers and a type.</summary>
    public static string LastWord(string head)
    {
        var words = Brackets.Split(head, char.IsWhiteSpace);
        words.RemoveAll(word => word.Length == 0);
        return words.Count == 0 ? "" : words is [.., var previous, var last] && last.StartsWith('[') ? previous + last : words[^1];
    }

    private static SymbolAddress WithParameters(string text)
    {
        var open = ParametersAt(text);
        if (open < 0)
        {
            var words = Brackets.Split(text, char.IsWhiteSpace);
            words.RemoveAll(word => word.Length == 0);
            return words.Count > 1 && !words[..^1].All(word => Introductions.Contains(word) || LastWord(text) != words[^1])
                ? new SymbolAddress.Unreadable($"'{Shown(text)}' has blanks in it. Write one name such as OrderService.Load; find_symbol looks for words")
                : Build(text, LastWord(text), null, null);
        }

        var close = Brackets.Close(text, open);
        if (close < 0)
        {
            return new SymbolAddress.Unreadable($"the parameter list of '{Shown(text)}' is not closed");
        }

        var rest = text[(close + 1)..].Trim();
        var result = rest.StartsWith(':') || rest.StartsWith('~') ? rest[1..].Trim() : null;
        if (rest.Length > 0 && result is null && !rest.StartsWith("=>", StringComparison.Ordinal) && rest[0] is not ('{' or ';') && !rest.StartsWith("where ", StringComparison.Ordinal))
        {
            return new SymbolAddress.Unreadable($"'{Shown(rest)}' stands behind the parameter list; nothing can follow it");
        }

        return Build(text, LastWord(text[..open]), ParameterText.TypesOf(text[(open + 1)..close]), result);
    }

    private static SymbolAddress Build(string text, string head, ImmutableArray<string>? parameters, string? result)
    {
        if (Parts(head) is not { } parts)
        {
            return head.Contains('<', StringComparison.Ordinal) && Demangler.Undo(head, parameters) is { Symbol: not null } undone
                ? undone.Symbol
                : new SymbolAddress.Unreadable($"'{Shown(text)}' is not a symbol's name. Write for example OrderService.Load(int), List<T>.Add, Order.this[], Money.operator + or path:line");
        }

        if (parts[^1].Identifier == NamePart.Indexer && parameters is null)
        {
            var inside = head[(head.LastIndexOf("this", StringComparison.Ordinal) + 4)..].Trim();
            var types = ParameterText.TypesOf(inside.EndsWith(']') ? inside[1..^1] : "");
            parameters = types.IsEmpty ? null : types;
        }

        var named = new SymbolAddress.Name(parts) { Parameters = parameters, ReturnType = result };
        return parameters is not null && parts.Length > 1 && parts[^1].Identifier == parts[^2].Identifier
            ? named with { Parts = parts.SetItem(parts.Length - 1, new NamePart(NamePart.Constructor)) }
            : named;
    }

    /// <summary>Where the parameter list begins: the first parenthesis in no other bracket that is not an extension block's.</summary>
    private static int ParametersAt(string text)
    {
        var depth = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '(' && depth == 0)
            {
                var close = Brackets.Close(text, index);
                var isReceiver = close > 0 && close + 1 < text.Length && text[close + 1] is '.' or '+' && text[..index].Contains(NamePart.Extension, StringComparison.Ordinal);
                if (!isReceiver)
                {
                    return index;
                }

                index = close;
                continue;
            }

            depth += text[index] is '<' or '[' or '{' ? 1 : text[index] is '>' or ']' or '}' ? -1 : 0;
        }

        return -1;
    }

    private static string Shown(string text) => text.Length > 80 ? string.Concat(text.AsSpan(0, 80), "...") : text;
}
