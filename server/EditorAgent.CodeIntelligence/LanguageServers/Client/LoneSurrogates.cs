using System.Globalization;
using System.Text;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>
/// Servers written in JavaScript escape halves of surrogate pairs when they cut a text in two. Such a string cannot be read; here each half
/// becomes the replacement character, at the same length.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    public static void Replace(Span<byte> json)
    {
        for (var at = 0; at + 1 < json.Length; at++)
        {
            if (json[at] != (byte)'\\')
            {
                continue;
            }

            if (SurrogateAt(json, at) is not { } unit)
            {
                at++;
                continue;
            }

            var isPair = char.IsHighSurrogate(unit) && SurrogateAt(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low);
            if (!isPair)
            {
                "\\ufffd"u8.CopyTo(json[at..]);
            }

            at += (isPair ? 2 * EscapeLength : EscapeLength) - 1;
        }
    }

    private static char? SurrogateAt(ReadOnlySpan<byte> json, int at)
    {
        if (at + EscapeLength > json.Length || json[at] != (byte)'\\' || json[at + 1] != (byte)'u')
        {
            return null;
        }

        return ushort.TryParse(Encoding.Latin1.GetString(json.Slice(at + 2, 4)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            && char.IsSurrogate((char)unit)
            ? (char)unit
            : null;
    }
}
