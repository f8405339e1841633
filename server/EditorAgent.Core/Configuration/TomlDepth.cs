namespace EditorAgent.Core.Configuration;

/// <summary>
/// How deep a TOML text nests its values, before a parser that calls itself for each level sees it. Text in quotes and comments does not
/// count; where the quotes are broken, too much may be counted, and such text is no TOML anyway.
/// </summary>
internal static class TomlDepth
{
    public const int Deepest = 64;

    /// <summary>The first line, counted from 1, on which values are nested deeper than <see cref="Deepest"/>; 0 if there is none.</summary>
    public static int FirstLineTooDeep(string text)
    {
        var line = 1;
        var depth = 0;
        var raw = 0;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n':
                    line++;
                    break;
                case '#':
                    at = Math.Max(at, EndOfLine(text, at) - 1);
                    break;
                case '"' or '\'':
                    var end = EndOfString(text, at);
                    line += text.AsSpan(at, end - at).Count('\n');

                    // A parser may see the quotes elsewhere: brackets inside count too, against a bound that no honest file reaches.
                    raw += text.AsSpan(at, end - at).Count('[') + text.AsSpan(at, end - at).Count('{');
                    at = end - 1;
                    break;
                case '[' or '{':
                    depth++;
                    break;
                case ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
            }

            if (depth > Deepest || raw > Deepest * 32)
            {
                return line;
            }
        }

        return 0;
    }

    /// <summary>The place behind the string that begins at <paramref name="start"/>; a string in single quotes ends with its line at the latest.</summary>
    private static int EndOfString(string text, int start)
    {
        var quote = text[start];
        var isLong = start + 2 < text.Length && text[start + 1] == quote && text[start + 2] == quote;
        for (var at = start + (isLong ? 3 : 1); at < text.Length; at++)
        {
            if (text[at] == '\\' && quote == '"')
            {
                at++;
                continue;
            }

            if (isLong ? text.AsSpan(at).StartsWith([quote, quote, quote]) : text[at] == quote)
            {
                return at + (isLong ? 3 : 1);
            }

            if (!isLong && text[at] == '\n')
            {
                return at;
            }
        }

        return text.Length;
    }

    private static int EndOfLine(string text, int start) => text.IndexOf('\n', start) is var end and >= 0 ? end : text.Length;
}
