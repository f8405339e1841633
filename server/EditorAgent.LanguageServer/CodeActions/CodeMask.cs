namespace EditorAgent.LanguageServer.CodeActions;

/// <summary>
/// C# with its comments, strings and characters blanked out and every other character at its place, so that braces and words in it are
/// code. Rough where a hole of an interpolated string holds a string; a line's end always gets it back on its feet.
/// </summary>
internal static class CodeMask
{
    public static string Of(string text)
    {
        var masked = text.ToCharArray();
        for (var at = 0; at < text.Length;)
        {
            var end = EndOf(text, at);
            for (var index = at; index < end; index++)
            {
                masked[index] = text[index] is '\n' or '\r' ? text[index] : ' ';
            }

            at = Math.Max(end, at + 1);
        }

        return new string(masked);
    }

    /// <returns>Behind what is to be blanked; the same offset where nothing is.</returns>
    private static int EndOf(string text, int at) => text[at] switch
    {
        '/' when At(text, at + 1) == '/' => EndOfLine(text, at),
        '/' when At(text, at + 1) == '*' => text.IndexOf("*/", at + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : text.Length,
        '"' => EndOfString(text, at),
        '\'' => EndOfQuoted(text, at, '\''),
        _ => at,
    };

    private static int EndOfString(string text, int at)
    {
        var quotes = 1;
        while (At(text, at + quotes) == '"')
        {
            quotes++;
        }

        if (quotes >= 3)
        {
            var close = text.IndexOf(new string('"', quotes), at + quotes, StringComparison.Ordinal);
            return close < 0 ? text.Length : close + quotes;
        }

        return At(text, at - 1) == '@' || (At(text, at - 1) == '$' && At(text, at - 2) == '@') ? EndOfVerbatim(text, at) : EndOfQuoted(text, at, '"');
    }

    private static int EndOfVerbatim(string text, int at)
    {
        for (var index = at + 1; index < text.Length; index++)
        {
            if (text[index] != '"')
            {
                continue;
            }

            if (At(text, index + 1) != '"')
            {
                return index + 1;
            }

            index++;
        }

        return text.Length;
    }

    private static int EndOfQuoted(string text, int at, char quote)
    {
        for (var index = at + 1; index < text.Length && text[index] is not ('\n' or '\r'); index++)
        {
            if (text[index] == '\\')
            {
                index++;
            }
            else if (text[index] == quote)
            {
                return index + 1;
            }
        }

        return EndOfLine(text, at);
    }

    private static int EndOfLine(string text, int at) => text.AsSpan(at).IndexOfAny('\r', '\n') is var end and >= 0 ? at + end : text.Length;

    private static char At(string text, int index) => index >= 0 && index < text.Length ? text[index] : '\0';
}
