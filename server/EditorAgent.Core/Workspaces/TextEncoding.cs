using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// How a file's bytes map to characters, both ways without loss: a byte order mark's encoding, else strict UTF-8, else one character a
/// byte (Latin-1), which carries any unknown 8-bit encoding through an edit unharmed. What Latin-1 would make of a new character is wrong
/// in most of those encodings, so only ASCII can be put into such a file.
/// </summary>
internal sealed class TextEncoding
{
    private const int ProbedForNul = 8192;

    private readonly Encoding encoding;
    private readonly byte[] mark;

    private TextEncoding(string name, Encoding encoding, byte[] mark)
    {
        this.Name = name;
        this.encoding = encoding;
        this.mark = mark;
    }

    public string Name { get; }

    public bool IsKnown => this.encoding.CodePage != Encoding.Latin1.CodePage;

    /// <summary>Null for bytes that are not text.</summary>
    public static TextEncoding? Detect(ReadOnlySpan<byte> bytes)
    {
        if (Marked(bytes) is { } marked && marked.Understands(bytes))
        {
            return marked;
        }

        if (bytes[..Math.Min(bytes.Length, ProbedForNul)].Contains((byte)0))
        {
            return null;
        }

        var plain = new TextEncoding("UTF-8", new UTF8Encoding(false, throwOnInvalidBytes: true), []);
        return plain.Understands(bytes) ? plain : new TextEncoding("an 8-bit encoding, shown as Latin-1", Strict(Encoding.Latin1), []);
    }

    /// <exception cref="WorkspaceFileException">The new text brings a character whose bytes nobody knows; the message names it.</exception>
    /// <param name="old">What goes away. Its stretches of non-ASCII may stay, whole and in their order.</param>
    /// <param name="text">What comes instead.</param>
    public void RefuseNew(ReadOnlySpan<char> old, ReadOnlySpan<char> text)
    {
        if (this.IsKnown)
        {
            return;
        }

        while (NextStretch(ref text) is { IsEmpty: false } stretch)
        {
            var kept = NextStretch(ref old);
            while (!kept.IsEmpty && !kept.SequenceEqual(stretch))
            {
                kept = NextStretch(ref old);
            }

            if (kept.IsEmpty)
            {
                _ = Rune.DecodeFromUtf16(stretch, out var first, out _);
                throw new WorkspaceFileException(
                    $"The file is in an unknown 8-bit encoding (not UTF-8), so only ASCII can be put into it, not U+{first.Value:X4}; "
                    + "nothing was changed. Write that character as an escape or leave it out, and keep what stays of the old text as it is.");
            }
        }
    }

    public string Decode(ReadOnlySpan<byte> bytes) => this.encoding.GetString(bytes[this.mark.Length..]);

    public byte[] Encode(string text)
    {
        try
        {
            var bytes = new byte[this.mark.Length + this.encoding.GetByteCount(text)];
            this.mark.CopyTo(bytes, 0);
            this.encoding.GetBytes(text, bytes.AsSpan(this.mark.Length));
            return bytes;
        }
        catch (EncoderFallbackException failure)
        {
            var code = failure.IsUnknownSurrogate()
                ? char.ConvertToUtf32(failure.CharUnknownHigh, failure.CharUnknownLow)
                : failure.CharUnknown;
            throw new WorkspaceFileException(
                $"The file is stored as {this.Name}, which cannot hold U+{code:X4}; write that character in another way.",
                failure);
        }
    }

    private static TextEncoding? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new("UTF-8 with BOM", new UTF8Encoding(false, true), [0xEF, 0xBB, 0xBF]),
        [0xFF, 0xFE, 0, 0, ..] => new("UTF-32 LE", new UTF32Encoding(false, false, true), [0xFF, 0xFE, 0, 0]),
        [0, 0, 0xFE, 0xFF, ..] => new("UTF-32 BE", new UTF32Encoding(true, false, true), [0, 0, 0xFE, 0xFF]),
        [0xFF, 0xFE, ..] => new("UTF-16 LE", new UnicodeEncoding(false, false, true), [0xFF, 0xFE]),
        [0xFE, 0xFF, ..] => new("UTF-16 BE", new UnicodeEncoding(true, false, true), [0xFE, 0xFF]),
        _ => null,
    };

    /// <summary>Takes the text's first stretch of characters outside ASCII off it; empty when there is none.</summary>
    private static ReadOnlySpan<char> NextStretch(ref ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExceptInRange('\0', '\x7F');
        if (start < 0)
        {
            return text = default;
        }

        var stretch = text[start..];
        var end = stretch.IndexOfAnyInRange('\0', '\x7F');
        stretch = end < 0 ? stretch : stretch[..end];
        text = text[(start + stretch.Length)..];
        return stretch;
    }

    private static Encoding Strict(Encoding encoding) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private bool Understands(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _ = this.encoding.GetCharCount(bytes[this.mark.Length..]);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
