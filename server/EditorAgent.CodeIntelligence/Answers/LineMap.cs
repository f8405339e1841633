using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>
/// Where lines begin in a text whose lines end with a line feed. Roslyn also breaks lines at U+0085, U+2028 and U+2029, which editors, git
/// and the other tools do not; numbers that a model is shown come from here.
/// </summary>
public sealed class LineMap
{
    private readonly ImmutableArray<int> starts;
    private readonly int length;

    private LineMap(ImmutableArray<int> starts, int length)
    {
        this.starts = starts;
        this.length = length;
    }

    /// <summary>A line feed at the very end begins no further line.</summary>
    public int Count => this.starts.Length;

    public static LineMap Of(ReadOnlySpan<char> text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var index = 0; text[index..].IndexOf('\n') is var feed and >= 0;)
        {
            index += feed + 1;
            if (index == text.Length)
            {
                break;
            }

            starts.Add(index);
        }

        return new LineMap(starts.ToImmutable(), text.Length);
    }

    /// <returns>From 1; positions outside count as the nearest inside.</returns>
    public int LineOf(int position)
    {
        var found = this.starts.BinarySearch(position);
        return Math.Clamp(found >= 0 ? found + 1 : ~found, 1, this.Count);
    }

    /// <param name="line">From 1.</param>
    /// <returns>The first character of the line; the text's end for a line beyond the last.</returns>
    public int StartOf(int line) => line > this.Count ? this.length : this.starts[Math.Max(line, 1) - 1];
}
