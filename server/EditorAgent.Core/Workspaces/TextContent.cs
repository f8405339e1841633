using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// A file's bytes understood as text, such that changing a part of the text leaves every other byte as it was: byte order mark,
/// encoding, the ending of each line and the end of the file. Immutable.
/// </summary>
public sealed class TextContent
{
    private readonly TextEncoding encoding;

    /// <summary>As stored, without byte order mark, line endings untouched.</summary>
    private readonly string raw;

    private TextContent(TextEncoding encoding, string raw)
    {
        this.encoding = encoding;
        this.raw = raw;
        this.Text = LineEndings.Normalize(raw);
    }

    /// <summary>The text with every line ending as one line feed: what a model sees, and what positions count in.</summary>
    public string Text { get; }

    /// <summary>For a person or a model, for example <c>UTF-8 with BOM</c>.</summary>
    public string EncodingName => this.encoding.Name;

    /// <summary>False when each byte is shown as a character of its own, because nobody knows better.</summary>
    public bool IsEncodingKnown => this.encoding.IsKnown;

    /// <summary>The most frequent line ending; a line feed when there is none.</summary>
    public string LineEnding => LineEndings.DominantOf(this.raw);

    /// <summary>Null when the bytes are not text: a NUL near the beginning without a mark that explains it.</summary>
    public static TextContent? Decode(ReadOnlySpan<byte> bytes) =>
        TextEncoding.Detect(bytes) is { } encoding ? new TextContent(encoding, encoding.Decode(bytes)) : null;

    /// <summary>
    /// Replaces ranges of <see cref="Text"/>. Where an old and a new range begin or end alike, that part stays untouched; new lines get
    /// the ending of the lines they replace or, where they replace none, of the line before, else of the line after. Where the replaced
    /// lines end differently and others are put in their place, the file's most frequent ending decides.
    /// </summary>
    /// <param name="splices">Ordered by position, not overlapping.</param>
    /// <exception cref="WorkspaceFileException">Nobody knows which bytes a new character would have in the file; the message names it.</exception>
    public TextContent Apply(IReadOnlyList<TextSplice> splices)
    {
        var result = new StringBuilder(this.raw.Length);
        var cursor = new RawCursor(this.raw);
        var ending = this.LineEnding;
        var isMixed = LineEndings.AreMixed(this.raw);
        foreach (var splice in splices)
        {
            var old = this.Text.AsSpan(splice.Start, splice.Length);
            var text = LineEndings.Normalize(splice.NewText);
            var same = old.CommonPrefixLength(text);
            var sameTail = CommonSuffixLength(old[same..], text.AsSpan(same));
            this.encoding.RefuseNew(old[same..^sameTail], text.AsSpan(same, text.Length - same - sameTail));
            var before = cursor.Position;
            var start = cursor.MoveTo(splice.Start);
            var from = cursor.MoveTo(splice.Start + same);
            result.Append(this.raw, before, from - before);
            var to = cursor.MoveTo(splice.Start + splice.Length - sameTail);
            var end = cursor.MoveTo(splice.Start + splice.Length);
            LineEndings.AppendWith(result, text.AsSpan(same, text.Length - same - sameTail), this.raw.AsSpan(from, to - from), (isMixed ? LineEndings.Around(this.raw, start, end) : null) ?? ending);
            result.Append(this.raw, to, end - to);
        }

        result.Append(this.raw, cursor.Position, this.raw.Length - cursor.Position);
        return new TextContent(this.encoding, result.ToString());
    }

    /// <summary>The bytes to store.</summary>
    /// <exception cref="WorkspaceFileException">The file's encoding has no bytes for a character; the message names it.</exception>
    public byte[] Encode() => this.encoding.Encode(this.raw);

    private static int CommonSuffixLength(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    /// <summary>Walks the stored text once, counting a carriage return and line feed as one.</summary>
    private struct RawCursor(string raw)
    {
        private int normalized;

        public int Position { get; private set; }

        public int MoveTo(int target)
        {
            for (; this.normalized < target; this.normalized++)
            {
                var pair = raw[this.Position] == '\r' && this.Position + 1 < raw.Length && raw[this.Position + 1] == '\n';
                this.Position += pair ? 2 : 1;
            }

            return this.Position;
        }
    }
}
