namespace EditorAgent.ModelProviders.Http;

/// <summary>Reads the model's window out of the wording of an overflow message.</summary>
internal static class ContextWindowText
{
    // The number that follows the phrase is the window.
    private static readonly string[] Before =
    [
        "token limit", "maximum context length is", "maximum context length of", "context size", "context window of", "context window is",
        "context limit:",
    ];

    /// <param name="text">The vendor's message in lower case.</param>
    public static int? Find(string text)
    {
        // "prompt is too long: 210000 tokens > 200000 maximum", "188240 + 21333 > 200000": the window is what is exceeded.
        var exceeded = text.IndexOf('>', StringComparison.Ordinal);
        if (exceeded >= 0 && NumberNear(text, exceeded + 1) is { } limit)
        {
            return limit;
        }

        foreach (var phrase in Before)
        {
            var at = text.IndexOf(phrase, StringComparison.Ordinal);
            if (at >= 0 && NumberNear(text, at + phrase.Length) is { } window)
            {
                return window;
            }
        }

        return null;
    }

    /// <summary>A number after at most a few spaces or punctuation marks; digits may be grouped by commas.</summary>
    private static int? NumberNear(string text, int start)
    {
        var at = start;
        while (at < text.Length && at - start < 6 && text[at] is ' ' or ':' or '(' or '=')
        {
            at++;
        }

        long number = 0;
        var digits = 0;
        for (; at < text.Length && digits <= 10; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                number = (number * 10) + (text[at] - '0');
                digits++;
            }
            else if (text[at] != ',' || digits == 0)
            {
                break;
            }
        }

        // Smaller numbers are not windows but counts of something else.
        return number is >= 256 and <= int.MaxValue ? (int)number : null;
    }
}
