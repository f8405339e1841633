using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// How a file's bytes map to characters, both ways without loss: a byte order mark's encoding, else strict UTF-8, else one character a
/// byte (Latin-1), which carries any unknown 8-bit encoding through an edit unharmed.
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
