using EditorAgent.CodeIntelligence.Contract;
using Microsoft.CodeAnalysis.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>The answer to an edit that is based on an older version of a file: what the region it means looks like now.</summary>
internal static class StaleRevision
{
    private const int Around = 2;
    private const int MostRegion = 80;

    /// <param name="file">Before the batch.</param>
    /// <param name="name">From the workspace root.</param>
    /// <param name="rev">What the model has read.</param>
    /// <param name="read">The text of that version, when it is still known.</param>
    /// <param name="target">Where the edit would go now, when that can be told.</param>
    public static CodeAnswer Of(EffectiveFile file, string name, string rev, string? read, TextSpan? target)
    {
        var now = new SeenVersion(file.Path, file.Hash);
        var (said, region) = Region(file.Text, read, target);
        var text = $"{name}: you read [rev {rev}], now [rev {now.Token}]{said}:\n{region}\nnothing was written; look whether your edits still fit and send them with rev {now.Token}";
        return CodeAnswer.Failed(CodeError.StaleRev, text) with { Seen = [now], Places = [new CodePlace(file.Path, 1)] };
    }

    private static (string Said, string Region) Region(string text, string? read, TextSpan? target)
    {
        var changes = read is null ? [] : LineDiff.Between(read, text);
        if (read is not null && changes.Length > 0)
        {
            var shift = changes.Take(changes.Length - 1).Sum(change => (change.NewText ?? "").Length - change.Span.Length);
            var last = changes[^1].Span.Start + shift + (changes[^1].NewText ?? "").Length;
            var (first, end) = (NumberedLines.At(text, changes[0].Span.Start), NumberedLines.At(text, Math.Min(last, text.Length)));
            var shown = NumberedLines.Of(text, first - Around, end + Around, MostRegion);
            return ($", changed lines {first}-{end}", target is { } place && !Holds(first, end) ? $"{shown}\nand where the edit goes:\n{Lines(text, place)}" : shown);

            bool Holds(int from, int to) => NumberedLines.At(text, place.Start) >= from - Around && NumberedLines.At(text, place.End) <= to + Around;
        }

        return target is { } span
            ? (", the place of your edit is now", Lines(text, span))
            : (", the file is now", NumberedLines.Of(text, 1, int.MaxValue, MostRegion));
    }

    private static string Lines(string text, TextSpan span) =>
        NumberedLines.Of(text, NumberedLines.At(text, span.Start) - Around, NumberedLines.At(text, span.End) + Around, MostRegion);
}
