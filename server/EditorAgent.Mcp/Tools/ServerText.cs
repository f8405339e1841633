using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Mcp.Tools;

/// <summary>Words of a server as they may stand beside our own in what a model reads: nothing unseen, no change of speaker, no longer than useful.</summary>
internal static class ServerText
{
    private const string Cut = " [...]";

    /// <param name="text">Anything.</param>
    /// <param name="mostBytes">Of UTF-8.</param>
    public static string Cleaned(string text, int mostBytes)
    {
        // Of a text that is far too long the end is not even looked at.
        var near = text.Length > 2 * mostBytes ? text[..(2 * mostBytes)] : text;
        var clean = InvisibleCharacters.Without(near).Replace("<|", "< |", StringComparison.Ordinal).Trim();
        if (Encoding.UTF8.GetByteCount(clean) <= mostBytes && near.Length == text.Length)
        {
            return Whole(clean);
        }

        var bytes = 0;
        var end = 0;
        foreach (var rune in clean.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > mostBytes - Cut.Length)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return Whole(clean[..Math.Min(end, clean.Length)]) + Cut;
    }

    /// <summary>On one line.</summary>
    public static string Line(string text, int mostBytes) => Cleaned(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), mostBytes);

    /// <summary>Half of a surrogate pair has no bytes in UTF-8.</summary>
    private static string Whole(string text) => text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
