using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools.Writing;

namespace EditorAgent.Core.Review;

/// <summary>
/// One file under review: what it is compared with, what it holds now, and who changed which lines. Hunks are the difference of the two.
/// What the user changes elsewhere in the file goes into both, so that it is never part of a hunk and survives its undoing. Pure.
/// </summary>
/// <param name="Baseline">The file without the changes that are under review; null when it would not exist.</param>
/// <param name="Now">The file as it was last seen; null when it is gone.</param>
/// <param name="Marks">Who changed which lines of <paramref name="Now"/>.</param>
internal sealed record ReviewedFile(ReviewText? Baseline, ReviewText? Now, ImmutableArray<ReviewMark> Marks)
{
    private ImmutableArray<LineBlock> Blocks => (this.Baseline, this.Now) switch
    {
        (null, null) => [],
        (null, { } now) => [new LineBlock(0, 0, 0, now.Lines.Length)],
        ({ } baseline, null) => [new LineBlock(0, baseline.Lines.Length, 0, 0)],
        ({ } baseline, { } now) => ReviewText.Between(baseline, now),
    };

    /// <summary>A tool made this of the file.</summary>
    public ReviewedFile Changed(ReviewText? next, ReviewAuthor author)
    {
        if (this.Now is not { } now || next is null)
        {
            return this with { Now = next, Marks = [.. this.Marks.Select(mark => mark with { Start = 0, End = 0 }), new ReviewMark(0, next?.Lines.Length ?? 0, author)] };
        }

        var edits = ReviewText.Between(now, next);
        return this with { Now = next, Marks = [.. this.MarksAfter(edits), .. edits.Select(edit => new ReviewMark(edit.NewStart, edit.NewEnd, author))] };
    }

    /// <summary>Somebody else made this of the file.</summary>
    public ReviewedFile Seen(ReviewText? next)
    {
        if (next is null)
        {
            return new ReviewedFile(null, null, []);
        }

        if (this.Now is not { } now)
        {
            return this with { Now = next, Marks = [new ReviewMark(0, next.Lines.Length, null)] };
        }

        var edits = ReviewText.Between(now, next);
        var hunks = this.Blocks;
        var own = edits.Where(edit => hunks.Any(hunk => Overlaps(edit, hunk))).ToList();
        var marks = this.MarksAfter(edits).Concat(own.Select(edit => new ReviewMark(edit.NewStart, edit.NewEnd, null)));
        if (this.Baseline is not { } baseline)
        {
            return this with { Now = next, Marks = [.. marks] };
        }

        var elsewhere = edits.Except(own).Select(edit => InBaseline(edit, hunks));
        return new ReviewedFile(baseline.Exchange(elsewhere, next), next, [.. marks]);
    }

    public ImmutableArray<ReviewHunk> HunksOf(string path)
    {
        var blocks = this.Blocks;
        var hunks = ImmutableArray.CreateBuilder<ReviewHunk>(blocks.Length);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var block in blocks)
        {
            ImmutableArray<string> old = this.Baseline is { } baseline ? baseline.Lines[block.OldStart..block.OldEnd] : [];
            ImmutableArray<string> now = this.Now is { } text ? text.Lines[block.NewStart..block.NewEnd] : [];
            var touching = this.Marks.Where(mark => mark.Touches(block)).ToList();
            var name = this.NameOf(path, block, old, now);
            names[name] = names.GetValueOrDefault(name) + 1;
            hunks.Add(new ReviewHunk(
                names[name] == 1 ? name : $"{name}_{names[name]}",
                block.OldStart + 1,
                old,
                block.NewStart + 1,
                now,
                [.. touching.Select(mark => mark.Author).OfType<ReviewAuthor>().Distinct()],
                touching.Exists(mark => mark.Author is null)));
        }

        return hunks.DrainToImmutable();
    }

    /// <summary>The hunks at these places of the list are no longer under review; they stay as they are.</summary>
    public ReviewedFile Keep(IReadOnlySet<int> hunks)
    {
        var kept = this.Chosen(hunks);
        var baseline = (this.Baseline, this.Now) switch
        {
            ({ } old, { } now) => old.Exchange(kept.Select(Turned), now),
            _ => kept.IsEmpty ? this.Baseline : this.Now,
        };
        return this with { Baseline = baseline, Marks = this.MarksOutside(kept) };
    }

    /// <summary>The hunks at these places of the list give way to what was there before them.</summary>
    public ReviewedFile Undo(IReadOnlySet<int> hunks)
    {
        var undone = this.Chosen(hunks);
        if (this.Baseline is not { } baseline || this.Now is not { } now)
        {
            return undone.IsEmpty ? this : new ReviewedFile(this.Baseline, this.Baseline, []);
        }

        var edits = undone.Select((block, index) => Turned(block, index, undone)).ToImmutableArray();
        return this with { Now = now.Exchange(undone, baseline), Marks = [.. MarksAfter(this.MarksOutside(undone), edits)] };
    }

    private static bool Overlaps(LineBlock edit, LineBlock hunk) => edit.OldStart < hunk.NewEnd && edit.OldEnd > hunk.NewStart;

    /// <summary>The same edit, at the place of the baseline that is the one it was made at.</summary>
    private static LineBlock InBaseline(LineBlock edit, ImmutableArray<LineBlock> hunks)
    {
        var shift = 0;
        foreach (var hunk in hunks)
        {
            if (hunk.NewEnd > edit.OldStart)
            {
                break;
            }

            shift = hunk.OldEnd - hunk.NewEnd;
        }

        return new LineBlock(edit.NewStart, edit.NewCount, edit.OldStart + shift, edit.OldCount);
    }

    private static LineBlock Turned(LineBlock block) => new(block.NewStart, block.NewCount, block.OldStart, block.OldCount);

    /// <summary>An undone hunk as an edit of what the file held: the blocks before it have changed lengths, too.</summary>
    private static LineBlock Turned(LineBlock block, int index, ImmutableArray<LineBlock> undone)
    {
        var shift = undone.Take(index).Sum(earlier => earlier.OldCount - earlier.NewCount);
        return new LineBlock(block.NewStart, block.NewCount, block.NewStart + shift, block.OldCount);
    }

    private static IEnumerable<ReviewMark> MarksAfter(ImmutableArray<ReviewMark> marks, ImmutableArray<LineBlock> edits) => marks.Select(mark => mark.After(edits.AsSpan())).ToList();

    private IEnumerable<ReviewMark> MarksAfter(ImmutableArray<LineBlock> edits) => MarksAfter(this.Marks, edits);

    private ImmutableArray<ReviewMark> MarksOutside(ImmutableArray<LineBlock> hunks) => [.. this.Marks.Where(mark => !hunks.Any(mark.Touches))];

    private ImmutableArray<LineBlock> Chosen(IReadOnlySet<int> hunks) => [.. this.Blocks.Where((_, index) => hunks.Contains(index))];

    private string NameOf(string path, LineBlock block, ImmutableArray<string> old, ImmutableArray<string> now)
    {
        var lines = this.Now?.Lines ?? [];
        var before = block.NewStart > 0 && block.NewStart <= lines.Length ? lines[block.NewStart - 1] : "";
        var after = block.NewEnd < lines.Length ? lines[block.NewEnd] : "";
        var parts = string.Join('\0', [path, before, string.Concat(old), string.Concat(now), after]);
        return $"hunk_{Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(parts)))[..16]}";
    }
}
