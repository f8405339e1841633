using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>The difference of two texts in unified format, for a model or a terminal. Line endings do not count as a difference.</summary>
public sealed record UnifiedDiff
{
    /// <summary>Nobody reads more; then only counts are given.</summary>
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
        var blocks = LineBlocks.Between(before, after);
        if (blocks is [var whole] && whole.OldCount + whole.NewCount > MostChangedLines)
        {
            var summary = string.Create(
                CultureInfo.InvariantCulture,
                $"@@ -{whole.OldStart + 1},{whole.OldCount} +{whole.NewStart + 1},{whole.NewCount} @@ (too long to show)\n");
            return new UnifiedDiff(summary, whole.NewCount, whole.OldCount);
        }

        var text = new StringBuilder();
        for (var first = 0; first < blocks.Length;)
        {
            var last = first;
            while (last + 1 < blocks.Length && blocks[last + 1].OldStart - blocks[last].OldEnd <= 2 * context)
            {
                last++;
            }

            AppendHunk(text, before, after, blocks, first, last, context);
            first = last + 1;
        }

        return new UnifiedDiff(text.ToString(), blocks.Sum(block => block.NewCount), blocks.Sum(block => block.OldCount));
    }

    private static void AppendHunk(StringBuilder text, string[] before, string[] after, ImmutableArray<LineBlock> blocks, int first, int last, int context)
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
}
