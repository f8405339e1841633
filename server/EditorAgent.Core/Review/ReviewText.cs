using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Review;

/// <summary>
/// A file's content as lines that keep their endings, so that lines can be exchanged between two states of the file and every other byte
/// stays. What is not text is one line. Immutable.
/// </summary>
internal sealed class ReviewText
{
    /// <summary>Null for bytes that are not text.</summary>
    private readonly TextEncoding? encoding;

    private ReviewText(TextEncoding? encoding, ImmutableArray<string> lines)
    {
        this.encoding = encoding;
        this.Lines = lines;
    }

    public bool IsBinary => this.encoding is null;

    public ImmutableArray<string> Lines { get; }

    public static ReviewText Of(ReadOnlySpan<byte> bytes) => TextEncoding.Detect(bytes) is { } encoding
        ? new ReviewText(encoding, LinesOf(encoding.Decode(bytes)))
        : new ReviewText(null, [Encoding.Latin1.GetString(bytes)]);

    /// <summary>Where the lines of <paramref name="before"/> and <paramref name="after"/> differ.</summary>
    public static ImmutableArray<LineBlock> Between(ReviewText before, ReviewText after) => before.IsStoredLike(after)
        ? LineBlocks.Between(before.Lines.AsSpan(), after.Lines.AsSpan())
        : [new LineBlock(0, before.Lines.Length, 0, after.Lines.Length)];

    /// <summary>Puts lines of another state of the file in place of own ones.</summary>
    /// <param name="exchanges">Own lines (new) and those that come instead (old); ordered, not overlapping.</param>
    /// <param name="from">Where the old lines are.</param>
    public ReviewText Exchange(IEnumerable<LineBlock> exchanges, ReviewText from)
    {
        var lines = ImmutableArray.CreateBuilder<string>(this.Lines.Length);
        var position = 0;
        foreach (var block in exchanges)
        {
            if (!this.IsStoredLike(from))
            {
                return from;
            }

            lines.AddRange(this.Lines.AsSpan()[position..block.NewStart]);
            lines.AddRange(from.Lines.AsSpan()[block.OldStart..block.OldEnd]);
            position = block.NewEnd;
        }

        lines.AddRange(this.Lines.AsSpan()[position..]);
        return new ReviewText(this.encoding, lines.DrainToImmutable());
    }

    /// <summary>The bytes to store.</summary>
    public byte[] Encode()
    {
        var text = string.Concat(this.Lines);
        return this.encoding?.Encode(text) ?? Encoding.Latin1.GetBytes(text);
    }

    private static ImmutableArray<string> LinesOf(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var found and >= 0 ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines.DrainToImmutable();
    }

    private bool IsStoredLike(ReviewText other) => this.encoding?.Name == other.encoding?.Name;
}
