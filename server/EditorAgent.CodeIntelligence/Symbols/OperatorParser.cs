namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Reads <c>Money.operator +(Money, Money)</c> and <c>Money.implicit operator int</c>.</summary>
internal static class OperatorParser
{
    private const string Keyword = "operator";

    /// <returns>Null when no operator is named.</returns>
    public static SymbolAddress? TryParse(string text)
    {
        var at = KeywordAt(text);
        if (at < 0)
        {
            return null;
        }

        var head = text[..at].TrimEnd();
        var rest = text[(at + Keyword.Length)..].Trim();
        var isChecked = rest.StartsWith("checked", StringComparison.Ordinal);
        rest = isChecked ? rest["checked".Length..].TrimStart() : rest;
        return Conversion(ref head) is { } conversion
            ? ConversionTo(text, head, conversion, rest)
            : Symbolic(text, head, rest, isChecked);
    }

    private static SymbolAddress ConversionTo(string text, string head, string name, string rest)
    {
        var open = rest.LastIndexOf('(');
        var type = (open > 0 ? rest[..open] : rest).Trim();
        return Build(text, head, name, open > 0 ? rest[open..] : "") is var built && built is SymbolAddress.Name named && type.Length > 0
            ? named with { ReturnType = type }
            : built;
    }

    private static SymbolAddress Symbolic(string text, string head, string rest, bool isChecked)
    {
        var token = Operators.ByLength.FirstOrDefault(token => rest.StartsWith(token, StringComparison.Ordinal));
        if (token is null)
        {
            return new SymbolAddress.Unreadable($"'{text}' names no operator that C# has");
        }

        var list = rest[token.Length..].Trim();
        var count = list.StartsWith('(') && list.EndsWith(')') ? ParameterText.TypesOf(list[1..^1]).Length : (int?)null;
        var name = Operators.MetadataName(token, count)!;
        return Build(text, head, isChecked ? "op_Checked" + name["op_".Length..] : name, list);
    }

    private static SymbolAddress Build(string text, string head, string name, string list)
    {
        // Without a separator what stands before is a declaration's return type.
        var type = head.EndsWith('.') || head.EndsWith('+') ? NameParser.LastWord(head)[..^1] : "";
        if (list.Length > 0 && !(list.StartsWith('(') && list.EndsWith(')')))
        {
            return new SymbolAddress.Unreadable($"'{list}' stands behind the operator; only a parameter list can");
        }

        if (type.Length == 0)
        {
            return new SymbolAddress.Name([new NamePart(name)]) { Parameters = list.Length == 0 ? null : ParameterText.TypesOf(list[1..^1]) };
        }

        return NameParser.Parts(type) is { } parts
            ? new SymbolAddress.Name(parts.Add(new NamePart(name))) { Parameters = list.Length == 0 ? null : ParameterText.TypesOf(list[1..^1]) }
            : new SymbolAddress.Unreadable($"'{text}' names no type before the operator");
    }

    private static string? Conversion(ref string head)
    {
        foreach (var (word, name) in ((string, string)[])[("implicit", Operators.Implicit), ("explicit", Operators.Explicit)])
        {
            if (head.EndsWith(word, StringComparison.Ordinal))
            {
                head = head[..^word.Length].TrimEnd();
                return name;
            }
        }

        return null;
    }

    private static int KeywordAt(string text)
    {
        for (var at = text.IndexOf(Keyword, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Keyword, at + 1, StringComparison.Ordinal))
        {
            var end = at + Keyword.Length;
            if ((at == 0 || text[at - 1] is '.' or '+' or ' ') && end < text.Length && !char.IsLetterOrDigit(text[end]) && text[end] is not ('_' or '.' or '('))
            {
                return at;
            }
        }

        return -1;
    }
}
