using System.Collections.Immutable;
using DiffPlex;

namespace EditorAgent.Core.Tools.Writing;

/// <summary>Where two sequences of lines differ.</summary>
public static class LineBlocks
{
    /// <summary>Beyond this the comparison itself gets slow and nobody reads the result.</summary>
    private const int MostChangedLines = 4000;

    /// <returns>In order, with at least one common line between two of them; one block for all that differs when it is too much to compare.</returns>
    public static ImmutableArray<LineBlock> Between(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var prefix = before.CommonPrefixLength(after);
        var suffix = CommonSuffixLength(before[prefix..], after[prefix..]);
        var (removed, added) = (before[prefix..^suffix].ToArray(), after[prefix..^suffix].ToArray());
        if (removed.Length + added.Length == 0)
        {
            return [];
        }

        // An empty side would count as one empty line to the library.
        if (removed.Length == 0 || added.Length == 0 || removed.Length + added.Length > MostChangedLines)
        {
            return [new LineBlock(prefix, removed.Length, prefix, added.Length)];
        }

        // The library wants texts and a way to cut them; here they are cut already.
        var result = new Differ().CreateCustomDiffs("removed", "added", false, side => side == "removed" ? removed : added);
        return [.. result.DiffBlocks.Select(block => new LineBlock(block.DeleteStartA + prefix, block.DeleteCountA, block.InsertStartB + prefix, block.InsertCountB))];
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
}
