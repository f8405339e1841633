namespace EditorAgent.CodeIntelligence.Index;

/// <summary>
/// Finds text that the parser would look ahead in for minutes, whatever token asks it to stop: its time grows with the third power of how
/// deep square and angle brackets nest (0.3 s at 160, half a minute at 1,200; measured with Roslyn 5.12).
/// </summary>
internal static class NestingGuard
{
    private const int Deepest = 64;

    /// <summary>Round brackets grow with the second power only.</summary>
    private const int DeepestRound = 256;

    /// <summary>Braces do so only where statements can stand; text in quotes may hold many that nothing closes.</summary>
    private const int DeepestBraces = 1000;

    /// <summary>So many quotes in a row begin or end no raw string that anybody wrote, and each is tried as the beginning of one.</summary>
    private static readonly string Quotes = new('"', 256);

    /// <summary>
    /// A rough look: text in quotes and comments counts too, since where a quote ends depends on what is looked for; what is written like a
    /// comparison does not; a statement's end starts anew.
    /// </summary>
    public static bool IsTooDeep(ReadOnlySpan<char> text)
    {
        if (text.Contains(Quotes, StringComparison.Ordinal))
        {
            return true;
        }

        var (depth, round, braces) = (0, 0, 0);
        while (text.IndexOfAny("[]<>();{}") is var at and >= 0)
        {
            var character = text[at];
            text = text[(at + 1)..];
            switch (character)
            {
                case '[':
                case '<' when text is not [' ' or '=' or '<' or '\n', ..]:
                    depth++;
                    break;
                case ']' or '>':
                    depth = Math.Max(0, depth - 1);
                    break;
                case '(':
                    round++;
                    break;
                case ')':
                    round = Math.Max(0, round - 1);
                    break;
                case '{':
                    braces++;
                    break;
                case '}':
                    (depth, round, braces) = (0, 0, Math.Max(0, braces - 1));
                    break;
                case ';':
                    (depth, round) = (0, 0);
                    break;
            }

            if (depth > Deepest || round > DeepestRound || braces > DeepestBraces)
            {
                return true;
            }
        }

        return false;
    }
}
