namespace EditorAgent.Host.AgentClientProtocol.Mentions;

/// <summary>
/// How well letters typed in their order fit a path or a name. The name itself counts more than what it stands in, a whole run more than
/// scattered letters, and letters that begin a word more than those inside one.
/// </summary>
internal static class FuzzyMatch
{
    private const int InName = 1_000;
    private const int Run = 500;

    /// <param name="text">A path with slashes, or a name with dots.</param>
    /// <param name="query">Blanks do not count.</param>
    /// <returns>Higher is better; null when it does not fit.</returns>
    public static int? Score(ReadOnlySpan<char> text, ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return 0;
        }

        var name = text[(text.TrimEnd('/').LastIndexOfAny('/', '.', '\\') + 1)..];
        var file = text[(text.TrimEnd('/').LastIndexOf('/') + 1)..];
        var inFile = Of(file, query);
        var best = inFile is { } score ? score + InName : Of(text, query);
        return best is { } fits && name.Equals(query, StringComparison.OrdinalIgnoreCase) ? fits + Run : best;
    }

    private static int? Of(ReadOnlySpan<char> text, ReadOnlySpan<char> query)
    {
        var at = text.IndexOf(query, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            return (2 * Run) + (BeginsWord(text, at) ? 100 : 0) - Math.Min(at, 100) - Math.Min(text.Length - query.Length, 300);
        }

        var (points, found, last) = (0, 0, -2);
        for (var i = 0; i < text.Length && found < query.Length; i++)
        {
            while (found < query.Length && char.IsWhiteSpace(query[found]))
            {
                found++;
            }

            if (found < query.Length && char.ToUpperInvariant(text[i]) == char.ToUpperInvariant(query[found]))
            {
                points += BeginsWord(text, i) ? 20 : last == i - 1 ? 10 : 0;
                last = i;
                found++;
            }
        }

        return query[found..].IsWhiteSpace() ? points - Math.Min(text.Length - query.Length, 300) : null;
    }

    private static bool BeginsWord(ReadOnlySpan<char> text, int at) =>
        at == 0 || !char.IsLetterOrDigit(text[at - 1]) || (char.IsUpper(text[at]) && !char.IsUpper(text[at - 1]));
}
