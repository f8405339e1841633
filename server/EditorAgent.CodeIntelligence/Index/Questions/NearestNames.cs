namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>Names that someone may have meant: few letters differ, wrongly placed neighbours counting as one difference.</summary>
internal static class NearestNames
{
    private const int Most = 5;
    private const int Longest = 100;

    /// <returns>Nearest first; empty when nothing is near.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<string> names, string wanted)
    {
        if (wanted.Length is < 2 or > Longest)
        {
            return [];
        }

        var limit = Math.Clamp(wanted.Length / 3, 1, 4);
        return
        [
            .. names.Where(name => Math.Abs(name.Length - wanted.Length) <= limit)
                .Select(name => (Name: name, Distance: Distance(name, wanted, limit)))
                .Where(candidate => candidate.Distance <= limit)
                .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(Most).Select(candidate => candidate.Name),
        ];
    }

    /// <summary>Case is not a difference; anything beyond the limit is one more than it.</summary>
    private static int Distance(string left, string right, int limit)
    {
        Span<int> before = stackalloc int[Longest + 8];
        Span<int> last = stackalloc int[Longest + 8];
        Span<int> row = stackalloc int[Longest + 8];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            var best = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var same = Same(left[line - 1], right[column - 1]);
                var distance = Math.Min(Math.Min(last[column] + 1, row[column - 1] + 1), last[column - 1] + (same ? 0 : 1));
                if (line > 1 && column > 1 && Same(left[line - 1], right[column - 2]) && Same(left[line - 2], right[column - 1]))
                {
                    distance = Math.Min(distance, before[column - 2] + 1);
                }

                row[column] = distance;
                best = Math.Min(best, distance);
            }

            if (best > limit)
            {
                return limit + 1;
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
