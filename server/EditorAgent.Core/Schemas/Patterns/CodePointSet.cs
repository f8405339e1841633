using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>Ranges of code points, in order and apart from each other.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10ffff;
    private const int FirstPair = 0x10000;

    /// <summary>The engine without backtracking takes seconds to prepare for the ranges of a whole Unicode category.</summary>
    private const int MostRangesWithoutBacktracking = 32;
    private const int Large = 100_000;

    public CodePointSet(IEnumerable<(int From, int To)> ranges)
    {
        var joined = ImmutableArray.CreateBuilder<(int From, int To)>();
        foreach (var (from, to) in ranges.OrderBy(range => range.From))
        {
            if (joined.Count > 0 && from <= joined[^1].To + 1)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
                continue;
            }

            joined.Add((from, to));
        }

        this.Ranges = joined.ToImmutable();
    }

    public static CodePointSet Digits { get; } = Of('0', '9');

    public static CodePointSet WordLetters { get; } = new([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);

    public static CodePointSet LineEnds { get; } = new([('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)]);

    public static CodePointSet Blanks { get; } = new(
    [
        ('\t', '\r'), (' ', ' '), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a), (0x2028, 0x2029), (0x202f, 0x202f), (0x205f, 0x205f), (0x3000, 0x3000), (0xfeff, 0xfeff),
    ]);

    public ImmutableArray<(int From, int To)> Ranges { get; }

    /// <summary>The one code point, if it is one.</summary>
    public int? Single => this.Ranges is [var (from, to)] && from == to ? from : null;

    public static CodePointSet Of(int from, int to) => new([(from, to)]);

    public CodePointSet Complement()
    {
        var others = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in this.Ranges)
        {
            if (from > next)
            {
                others.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            others.Add((next, Last));
        }

        return new CodePointSet(others);
    }

    /// <summary>Writes one atom of a .NET pattern, over UTF-16 without lone surrogates.</summary>
    /// <returns>How many states it takes, about.</returns>
    public long WriteTo(StringBuilder text)
    {
        var single = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (from, to) in this.Ranges)
        {
            WriteSingles(single, from, Math.Min(to, 0xd7ff));
            WriteSingles(single, Math.Max(from, 0xe000), Math.Min(to, 0xffff));
            AddPairs(pairs, Math.Max(from, FirstPair), to);
        }

        if (single.Length == 0 && pairs.Count == 0)
        {
            text.Append("[^\\s\\S]");
            return 1;
        }

        if (pairs.Count == 0)
        {
            text.Append('[').Append(single).Append(']');
            return this.Ranges.Length > MostRangesWithoutBacktracking ? Large : 1;
        }

        text.Append("(?:");
        if (single.Length > 0)
        {
            text.Append('[').Append(single).Append("]|");
        }

        text.AppendJoin('|', pairs).Append(')');
        return this.Ranges.Length > MostRangesWithoutBacktracking ? Large : 1 + (2 * pairs.Count);
    }

    private static void WriteSingles(StringBuilder text, int from, int to)
    {
        if (from > to)
        {
            return;
        }

        text.Append(Unit(from));
        if (to > from)
        {
            text.Append('-').Append(Unit(to));
        }
    }

    private static void AddPairs(List<string> pairs, int from, int to)
    {
        while (from <= to)
        {
            var (high, low) = (High(from), Low(from));
            if (low == 0xdc00 && (to | 0x3ff) == to && High(to) > high)
            {
                pairs.Add($"[{Unit(high)}-{Unit(High(to))}][\\uDC00-\\uDFFF]");
                return;
            }

            if (low == 0xdc00 && High(to) - 1 > high)
            {
                pairs.Add($"[{Unit(high)}-{Unit(High(to) - 1)}][\\uDC00-\\uDFFF]");
                from = FirstOf(High(to));
                continue;
            }

            var end = Math.Min(to, from | 0x3ff);
            pairs.Add($"{Unit(high)}[{Unit(low)}-{Unit(Low(end))}]");
            from = end + 1;
        }
    }

    private static int High(int point) => 0xd800 + ((point - FirstPair) >> 10);

    private static int Low(int point) => 0xdc00 + (point & 0x3ff);

    private static int FirstOf(int high) => FirstPair + ((high - 0xd800) << 10);

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
