using System.Globalization;
using System.Text;
using DiffPlex;
using DiffPlex.Model;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>The difference of two texts in unified format, for a model or a terminal. Line endings do not count as a difference.</summary>
public sealed record UnifiedDiff
{
    /// <summary>Beyond this the comparison itself gets slow and nobody reads the result; then only counts are given.</summary>
    private const int MostChangedLines = 4000;

    private const int MostOfBrief = 2_000;

    private UnifiedDiff(string text, int added, int removed)
    {
        Text = text;
        Added = added;
        Removed = removed;
    }

    /// <summary>The hunks (<c>@@ -1,3 +1,4 @@</c>), each line ended by a line feed, without file headers; empty when nothing differs.</summary>
    public string Text { get; }

    /// <summary>The hunks while they are short, else their headers: whoever wrote the change need not read all of it again.</summary>
    public string Brief => Text.Length <= MostOfBrief
        ? Text
        : string.Concat(Text.Split('\n').Where(line => line.StartsWith("@@ ", StringComparison.Ordinal)).Select(line => line + "\n"));

    public int Added { get; }

    public int Removed { get; }

    /// <param name="oldText">Before; empty for a new file.</param>
    /// <param name="newText">After.</param>
    /// <param name="context">Unchanged lines shown around a change.</param>
    public static UnifiedDiff Between(string oldText, string newText, int context = 3)
    {
        var before = DiffLines.Of(oldText);
        var after = DiffLines.Of(newText);
        var prefix = before.AsSpan().CommonPrefixLength(after);
        var suffix = CommonSuffixLength(before.AsSpan(prefix), after.AsSpan(prefix));
        var oldMiddle = before[prefix..^suffix];
        var newMiddle = after[prefix..^suffix];
        if (oldMiddle.Length + newMiddle.Length > MostChangedLines)
        {
            var summary = string.Create(
                CultureInfo.InvariantCulture,
                $"@@ -{prefix + 1},{oldMiddle.Length} +{prefix + 1},{newMiddle.Length} @@ (too long to show)\n");
            return new UnifiedDiff(summary, newMiddle.Length, oldMiddle.Length);
        }

        var blocks = BlocksOf(oldMiddle, newMiddle, prefix);
        var text = new StringBuilder();
        for (var first = 0; first < blocks.Count;)
        {
            var last = first;
            while (last + 1 < blocks.Count && blocks[last + 1].OldStart - blocks[last].OldEnd <= 2 * context)
            {
                last++;
            }

            AppendHunk(text, before, after, blocks, first, last, context);
            first = last + 1;
        }

        return new UnifiedDiff(text.ToString(), blocks.Sum(block => block.NewCount), blocks.Sum(block => block.OldCount));
    }

    private static List<Block> BlocksOf(string[] oldLines, string[] newLines, int offset)
    {
        // The library splits at line feeds, which no line contains; an empty side would count as one empty line there.
        if (oldLines.Length == 0 || newLines.Length == 0)
        {
            return oldLines.Length + newLines.Length == 0 ? [] : [new Block(offset, oldLines.Length, offset, newLines.Length)];
        }

        var result = new Differ().CreateCustomDiffs(string.Join('\n', oldLines), string.Join('\n', newLines), false, text => text.Split('\n'));
        return [.. result.DiffBlocks.Select(block => Shifted(block, offset))];
    }

    private static Block Shifted(DiffBlock block, int offset) =>
        new(block.DeleteStartA + offset, block.DeleteCountA, block.InsertStartB + offset, block.InsertCountB);

    private static void AppendHunk(StringBuilder text, string[] before, string[] after, List<Block> blocks, int first, int last, int context)
    {
        var lead = Math.Min(context, blocks[first].OldStart);
        var trail = Math.Min(context, before.Length - blocks[last].OldEnd);
        var oldStart = blocks[first].OldStart - lead;
        var newStart = blocks[first].NewStart - lead;
        var oldCount = blocks[last].OldEnd + trail - oldStart;
        var newCount = blocks[last].NewEnd + trail - newStart;
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(oldStart, oldCount)} +{Range(newStart, newCount)} @@\n");
        var position = oldStart;
        for (var index = first; index <= last; index++)
        {
            var block = blocks[index];
            AppendLines(text, ' ', before, position, block.OldStart);
            AppendLines(text, '-', before, block.OldStart, block.OldEnd);
            AppendLines(text, '+', after, block.NewStart, block.NewEnd);
            position = block.OldEnd;
        }

        AppendLines(text, ' ', before, position, position + trail);
    }

    /// <summary>The format counts lines from 1, and names the line before an empty range.</summary>
    private static string Range(int start, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void AppendLines(StringBuilder text, char mark, string[] lines, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            var line = lines[index].AsSpan();
            text.Append(mark).Append(line.TrimEnd(DiffLines.Unended)).Append('\n');
            if (line.EndsWith([DiffLines.Unended]))
            {
                text.Append("\\ No newline at end of file\n");
            }
        }
    }

    private static int CommonSuffixLength(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    private readonly record struct Block(int OldStart, int OldCount, int NewStart, int NewCount)
    {
        public int OldEnd => OldStart + OldCount;

        public int NewEnd => NewStart + NewCount;
    }
}
