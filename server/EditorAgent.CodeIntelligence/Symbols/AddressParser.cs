namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Tells the forms of an address apart.</summary>
internal static class AddressParser
{
    /// <summary>Longer texts are cut: nobody pastes a longer stack trace on purpose.</summary>
    private const int Longest = 256 * 1024;

    public static SymbolAddress Parse(string text)
    {
        var all = (text.Length > Longest ? text[..Longest] : text).Trim();
        if (StackTraceParser.TryParse(all) is { } trace)
        {
            return trace.Frames is [{ Symbol: null, Path: { } path, Line: { } line }] ? new SymbolAddress.Place(path, line, null) : trace;
        }

        var one = Unquoted(all);
        if (one.Length == 0)
        {
            return new SymbolAddress.Unreadable("it is empty. Write a name such as OrderService.Load(int), or path:line");
        }

        if (one.AsSpan().ContainsAny('\r', '\n'))
        {
            return new SymbolAddress.Unreadable("it has several lines and none of them is a frame of a stack trace. Write one symbol, for example OrderService.Load(int)");
        }

        return DocumentationIdParser.TryParse(one) ?? PlaceParser.TryParse(one) ?? NameParser.Parse(one);
    }

    private static string Unquoted(string text)
    {
        text = text.TrimEnd(';').TrimEnd();
        while (text.Length > 1 && text[0] is '`' or '"' or '\'' && text[^1] == text[0])
        {
            text = text[1..^1].Trim();
        }

        return text.TrimEnd(';').TrimEnd();
    }
}
