using System.Text;

namespace EditorAgent.Core.Sessions;

/// <summary>Titles of sessions: one line, bounded, nothing in it that is not drawn.</summary>
public static class SessionTitle
{
    private const int LongestOfPrompt = 60;
    private const int Longest = 120;

    /// <summary>What a session is called until somebody says otherwise: the first line of its first prompt.</summary>
    public static string OfPrompt(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAny('\n', '\r');
        var line = Line(end < 0 ? trimmed : trimmed[..end], LongestOfPrompt);
        return line.Length > 0 ? line : "Untitled";
    }

    /// <returns>Null when nothing of it can be shown.</returns>
    public static string? Of(string text) => Line(text, Longest) is { Length: > 0 } line ? line : null;

    private static string Line(ReadOnlySpan<char> text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!Rune.IsControl(rune))
            {
                if (line.Length + rune.Utf16SequenceLength > longest - 1 && line.Length > 0)
                {
                    return line.ToString().TrimEnd() + "…";
                }

                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd();
    }
}
