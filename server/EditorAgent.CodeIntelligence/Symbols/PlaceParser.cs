using System.Globalization;

namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Reads <c>path:12</c>, <c>path:12:5</c>, <c>path#L12</c>, <c>path(12,5)</c> and what stack traces print, <c>path:line 12</c>.</summary>
internal static class PlaceParser
{
    /// <returns>Null when it is no place.</returns>
    public static SymbolAddress? TryParse(string text)
    {
        var plain = text;
        foreach (var word in (string[])["at ", "in ", "file://"])
        {
            plain = plain.StartsWith(word, StringComparison.Ordinal) ? plain[word.Length..].TrimStart() : plain;
        }

        return Anchor(plain) ?? Parenthesis(plain) ?? Colon(plain);
    }

    private static SymbolAddress? Anchor(string text)
    {
        var at = text.LastIndexOf("#L", StringComparison.Ordinal);
        if (at <= 0)
        {
            return null;
        }

        var digits = Digits(text, at + 2);
        var column = at + 2 + digits < text.Length && text[at + 2 + digits] == 'C' ? Digits(text, at + 3 + digits) : 0;
        return Build(text[..at], text.AsSpan(at + 2, digits), column == 0 ? default : text.AsSpan(at + 3 + digits, column));
    }

    private static SymbolAddress? Parenthesis(string text)
    {
        var open = text.LastIndexOf('(');
        if (open <= 0 || !text.EndsWith(')'))
        {
            return null;
        }

        var line = Digits(text, open + 1);
        var after = open + 1 + line;
        if (line == 0 || text[after] is not (',' or ')'))
        {
            return null;
        }

        var column = text[after] == ',' ? Digits(text, after + 1) : 0;
        return Build(text[..open], text.AsSpan(open + 1, line), text.AsSpan(after + 1, column));
    }

    private static SymbolAddress? Colon(string text)
    {
        // A range such as :12-20 means its first line.
        var end = text.Length;
        if (text.LastIndexOf('-') is var dash and > 0 && dash + 1 < end && dash + 1 + Digits(text, dash + 1) == end)
        {
            end = dash;
        }

        var last = Number(text, end);
        if (last is not { } right)
        {
            return null;
        }

        return Number(text, right.Colon) is { } left && left.Colon > 0
            ? Build(text[..left.Colon], text.AsSpan(left.Start, right.Colon - left.Start), text.AsSpan(right.Start, end - right.Start))
            : Build(text[..right.Colon], text.AsSpan(right.Start, end - right.Start), default);
    }

    /// <summary>The number that ends at <paramref name="end"/>, with a colon and perhaps the word for "line" before it.</summary>
    private static (int Colon, int Start)? Number(string text, int end)
    {
        var start = end;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        if (start == end)
        {
            return null;
        }

        var colon = start - 1;
        if (colon >= 0 && char.IsWhiteSpace(text[colon]))
        {
            while (colon >= 0 && (char.IsLetter(text[colon]) || char.IsWhiteSpace(text[colon])))
            {
                colon--;
            }
        }

        return colon > 0 && text[colon] == ':' ? (colon, start) : null;
    }

    private static SymbolAddress Build(string path, ReadOnlySpan<char> line, ReadOnlySpan<char> column)
    {
        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return new SymbolAddress.Unreadable($"'{line}' is not a line; lines count from 1");
        }

        var name = path.Trim().Replace('\\', '/');
        return name.Length == 0
            ? new SymbolAddress.Unreadable("there is no path before the line")
            : new SymbolAddress.Place(name, number, int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var character) && character > 0 ? character : null);
    }

    private static int Digits(string text, int from)
    {
        var length = text.AsSpan(from).IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length - from : length;
    }
}
