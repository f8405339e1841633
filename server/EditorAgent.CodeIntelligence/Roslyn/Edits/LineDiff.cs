using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The fewest lines that make one text of another, so that lines which stay keep their bytes.</summary>
internal static class LineDiff
{
    /// <summary>Beyond this many compared pairs the middle is replaced whole.</summary>
    private const long MostPairs = 4_000_000;

    /// <summary>Ascending and apart; spans of <paramref name="old"/>.</summary>
    public static ImmutableArray<TextChange> Between(string old, string text)
    {
        if (old == text)
        {
            return [];
        }

        var (before, after) = (Lines(old), Lines(text));
        var head = 0;
        while (head < before.Count && head < after.Count && Same(old, before[head], text, after[head]))
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Count - head && tail < after.Count - head && Same(old, before[^(tail + 1)], text, after[^(tail + 1)]))
        {
            tail++;
        }

        var changes = ImmutableArray.CreateBuilder<TextChange>();
        var (rows, columns) = (before.Count - head - tail, after.Count - head - tail);
        if ((long)rows * columns > MostPairs)
        {
            Add(head, before.Count - tail, head, after.Count - tail);
            return changes.ToImmutable();
        }

        var kept = Longest(rows, columns, (row, column) => Same(old, before[head + row], text, after[head + column]));
        int i = 0, j = 0;
        while (i < rows || j < columns)
        {
            if (i < rows && j < columns && Same(old, before[head + i], text, after[head + j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (fromRow, fromColumn) = (i, j);
            while ((i < rows || j < columns) && !(i < rows && j < columns && Same(old, before[head + i], text, after[head + j])))
            {
                if (i < rows && (j == columns || kept[i + 1, j] >= kept[i, j + 1]))
                {
                    i++;
                }
                else
                {
                    j++;
                }
            }

            Add(head + fromRow, head + i, head + fromColumn, head + j);
        }

        return changes.ToImmutable();

        void Add(int fromLine, int toLine, int fromNew, int toNew)
        {
            var start = StartOf(before, fromLine, old.Length);
            var newStart = StartOf(after, fromNew, text.Length);
            var span = TextSpan.FromBounds(start, StartOf(before, toLine, old.Length));
            changes.Add(Trimmed(old, span, text[newStart..StartOf(after, toNew, text.Length)]));
        }
    }

    /// <summary>Without what the old and the new text begin and end with alike.</summary>
    private static TextChange Trimmed(string old, TextSpan span, string text)
    {
        var replaced = old.AsSpan(span.Start, span.Length);
        var same = replaced.CommonPrefixLength(text);
        var end = 0;
        while (end < replaced.Length - same && end < text.Length - same && replaced[^(end + 1)] == text[^(end + 1)])
        {
            end++;
        }

        return new TextChange(TextSpan.FromBounds(span.Start + same, span.End - end), text[same..^end]);
    }

    private static int StartOf(List<TextSpan> lines, int line, int length) => line < lines.Count ? lines[line].Start : length;

    private static bool Same(string old, TextSpan before, string text, TextSpan after) =>
        old.AsSpan(before.Start, before.Length).SequenceEqual(text.AsSpan(after.Start, after.Length));

    private static List<TextSpan> Lines(string text)
    {
        var lines = new List<TextSpan>();
        for (var start = 0; start < text.Length;)
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add(TextSpan.FromBounds(start, end));
            start = end;
        }

        return lines;
    }

    private static int[,] Longest(int rows, int columns, Func<int, int, bool> same)
    {
        var lengths = new int[rows + 1, columns + 1];
        for (var row = rows - 1; row >= 0; row--)
        {
            for (var column = columns - 1; column >= 0; column--)
            {
                lengths[row, column] = same(row, column)
                    ? lengths[row + 1, column + 1] + 1
                    : Math.Max(lengths[row + 1, column], lengths[row, column + 1]);
            }
        }

        return lengths;
    }
}
