namespace EditorAgent.BuiltInTools.Files;

/// <summary>
/// Finds the part of a file that a model most likely meant by a text that is not there: first by whole lines that agree but for
/// blanks, then by the line that shares most pairs of characters with the wanted text's longest line.
/// </summary>
internal static class ClosestRegion
{
    private const int MostWantedLines = 60;
    private const int Margin = 2;

    /// <summary>Of lines with lines. In a file of millions of lines fewer of the wanted ones are looked for.</summary>
    private const int MostComparisons = 20_000_000;

    /// <summary>Share of common pairs below which a line is no likeness of another.</summary>
    private const double LeastAlike = 0.3;

    /// <returns>Numbered lines, ended by a line feed; null when nothing in the text resembles what is wanted.</returns>
    public static string? Find(string text, string wanted)
    {
        var lines = text.Split('\n');
        var wantedLines = wanted.Trim('\n').Split('\n').Take(Math.Clamp(MostComparisons / lines.Length, 1, MostWantedLines)).Select(line => line.Trim()).ToArray();
        if (BestStart(lines, wantedLines) is not { } start)
        {
            return null;
        }

        var first = Math.Max(1, start + 1 - Margin);
        var numbered = new NumberedLines(text);
        return numbered.Total == 0 ? null : numbered.Show(first, wantedLines.Length + (2 * Margin), out _);
    }

    private static int? BestStart(string[] lines, string[] wanted)
    {
        var trimmed = Array.ConvertAll(lines, line => line.Trim());
        var best = 0;
        var bestScore = 0;
        for (var start = 1 - wanted.Length; start < trimmed.Length; start++)
        {
            var score = 0;
            for (var index = Math.Max(0, -start); index < wanted.Length && start + index < trimmed.Length; index++)
            {
                if (wanted[index].Length > 0 && string.Equals(trimmed[start + index], wanted[index], StringComparison.Ordinal))
                {
                    score += wanted[index].Length;
                }
            }

            if (score > bestScore)
            {
                (best, bestScore) = (Math.Max(0, start), score);
            }
        }

        return bestScore > 0 ? best : MostAlike(trimmed, wanted);
    }

    private static int? MostAlike(string[] lines, string[] wanted)
    {
        var longest = Enumerable.Range(0, wanted.Length).MaxBy(index => wanted[index].Length);
        var pairs = PairsOf(wanted[longest]);
        var best = 0;
        var bestScore = 0.0;
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].Length < 2)
            {
                continue;
            }

            var others = PairsOf(lines[index]);
            var score = 2.0 * pairs.Count(others.Contains) / (pairs.Count + others.Count);
            if (score > bestScore)
            {
                (best, bestScore) = (index, score);
            }
        }

        return bestScore < LeastAlike ? null : Math.Max(0, best - longest);
    }

    private static HashSet<int> PairsOf(string line)
    {
        var pairs = new HashSet<int>();
        for (var index = 0; index + 1 < Math.Min(line.Length, 400); index++)
        {
            pairs.Add((line[index] << 16) | line[index + 1]);
        }

        return pairs;
    }
}
