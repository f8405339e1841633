namespace EditorAgent.Host.CommandLine.Editors;

/// <summary>What stands between the tokens of a valid JSON text: blanks, line ends, comments.</summary>
internal static class JsonGap
{
    /// <summary>The first byte from here that belongs to a token.</summary>
    public static int Skip(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length)
        {
            if (json[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (json[at] == (byte)'/')
            {
                at = AfterComment(json, at);
            }
            else
            {
                return at;
            }
        }

        return at;
    }

    /// <summary>Where the line ends, if nothing but blanks and comments comes before that; else where the next token begins or the last comment ended.</summary>
    public static int EndOfLine(ReadOnlySpan<byte> json, int at)
    {
        var end = at;
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\t' or (byte)'/')
        {
            if (json[at] == (byte)'/')
            {
                at = AfterComment(json, at);
                end = at;
            }
            else
            {
                at++;
            }
        }

        return end;
    }

    /// <summary>Back over the blanks of a line.</summary>
    public static int BackOverBlanks(ReadOnlySpan<byte> json, int at)
    {
        while (at > 0 && json[at - 1] is (byte)' ' or (byte)'\t')
        {
            at--;
        }

        return at;
    }

    /// <summary>Back over one line end.</summary>
    public static int BackOverLineEnd(ReadOnlySpan<byte> json, int at)
    {
        at -= at > 0 && json[at - 1] == (byte)'\n' ? 1 : 0;
        return at - (at > 0 && json[at - 1] == (byte)'\r' ? 1 : 0);
    }

    private static int AfterComment(ReadOnlySpan<byte> json, int at)
    {
        var rest = json[at..];
        if (rest.StartsWith("/*"u8))
        {
            return rest[2..].IndexOf("*/"u8) is var close and >= 0 ? at + 2 + close + 2 : json.Length;
        }

        return rest.IndexOfAny((byte)'\n', (byte)'\r') is var line and >= 0 ? at + line : json.Length;
    }
}
