using System.Text;

namespace EditorAgent.Host.AgentClientProtocol.Files;

/// <summary>Bytes that survive a way over the wire as text: UTF-8 without byte order mark and without NUL.</summary>
internal static class PlainText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        text = "";
        if (bytes.StartsWith("\uFEFF"u8) || bytes.Contains((byte)0))
        {
            return false;
        }

        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Editors may show text with line feeds only; a file that has CRLF throughout keeps it.</summary>
    public static string WithLineEndingsOf(string saved, string shown)
    {
        var hasOnlyCrLf = saved.Contains("\r\n", StringComparison.Ordinal)
            && !saved.Replace("\r\n", "", StringComparison.Ordinal).Contains('\n', StringComparison.Ordinal);
        return hasOnlyCrLf && !shown.Contains('\r', StringComparison.Ordinal)
            ? shown.Replace("\n", "\r\n", StringComparison.Ordinal)
            : shown;
    }
}
