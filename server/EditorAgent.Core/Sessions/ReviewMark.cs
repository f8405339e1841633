using EditorAgent.Core.Tools.Writing;

namespace EditorAgent.Core.Sessions;

/// <summary>Who changed which lines. An empty range is a place where lines were removed.</summary>
/// <param name="Start">The first line, from 0.</param>
/// <param name="End">The line behind the last.</param>
/// <param name="Author">Null: not one of our tools.</param>
public readonly record struct ReviewMark(int Start, int End, ReviewAuthor? Author)
{
    internal bool Touches(LineBlock hunk) => this.Start == this.End || hunk.NewCount == 0
        ? this.Start <= hunk.NewEnd && this.End >= hunk.NewStart
        : this.Start < hunk.NewEnd && this.End > hunk.NewStart;

    /// <summary>The same lines after others came in place of some. What was replaced shrinks to the place where it was.</summary>
    internal ReviewMark After(ReadOnlySpan<LineBlock> edits)
    {
        var start = StartAfter(this.Start, edits);
        var end = EndAfter(this.End, edits);
        return this with { Start = Math.Min(start, end), End = end };
    }

    private static int StartAfter(int line, ReadOnlySpan<LineBlock> edits)
    {
        var shift = 0;
        foreach (var edit in edits)
        {
            if (edit.OldStart <= line && line < edit.OldEnd)
            {
                return edit.NewEnd;
            }

            if (edit.OldStart > line)
            {
                break;
            }

            shift = edit.NewEnd - edit.OldEnd;
        }

        return line + shift;
    }

    private static int EndAfter(int line, ReadOnlySpan<LineBlock> edits)
    {
        var shift = 0;
        foreach (var edit in edits)
        {
            if (edit.OldStart < line && line <= edit.OldEnd)
            {
                return edit.NewStart;
            }

            if (edit.OldStart >= line)
            {
                break;
            }

            shift = edit.NewEnd - edit.OldEnd;
        }

        return line + shift;
    }
}
