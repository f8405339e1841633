using System.Text;

namespace EditorAgent.BuiltInTools.Web;

/// <summary>
/// A page's text as the parser takes it, piece by piece. The parser cannot be cancelled and some pages make it take for ever (a hundred
/// thousand elements inside each other); between two pieces it can be stopped.
/// </summary>
internal sealed class ParsedText(string text, CancellationToken cancellationToken) : MemoryStream(BytesOf(text), writable: false)
{
    private const int Piece = 4_096;

    public override int Read(byte[] buffer, int offset, int count)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return base.Read(buffer, offset, Math.Min(count, Piece));
    }

    /// <summary>With its mark, so that the parser believes no other character set.</summary>
    private static byte[] BytesOf(string text) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
}
