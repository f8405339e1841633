using System.Buffers;
using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// Characters that a person who reads a file does not see and a model does: controls, zero-width and bidirectional ones, fillers, tags
/// (U+E0000 to U+E007F) and the rest of their plane, which can spell whole sentences unseen. Tabs and line feeds are none.
/// </summary>
public static class InvisibleCharacters
{
    /// <summary>Of pairs, the first half: everything behind U+DB40 is a tag or a variation selector.</summary>
    private static readonly SearchValues<char> All = SearchValues.Create(
    [
        .. Range('\u0000', '\b'), .. Range('\v', '\u001f'), .. Range('\u007f', '\u009f'), '\u00ad', '\u034f', '\u061c', '\u115f', '\u1160', '\u17b4', '\u17b5',
        '\u180e', .. Range('\u200b', '\u200f'), .. Range('\u2028', '\u202e'), .. Range('\u2060', '\u206f'), '\u3164', '\ufeff', '\uffa0', .. Range('\ufff9', '\ufffb'), '\udb40',
    ]);

    /// <summary>The first one at or behind <paramref name="start"/>; -1 when there is none.</summary>
    public static int IndexIn(string text, int start = 0)
    {
        var found = text.AsSpan(start).IndexOfAny(All);
        return found < 0 ? -1 : start + found;
    }

    /// <summary>How many UTF-16 units the one at <paramref name="at"/> takes.</summary>
    public static int LengthAt(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>Each as <c>\u{200b}</c>.</summary>
    public static string Shown(string text) => Replaced(text, (result, at, length) =>
        result.Append(CultureInfo.InvariantCulture, $"\\u{{{(length == 2 ? char.ConvertToUtf32(text, at) : text[at]):x}}}"));

    public static string Without(string text) => Replaced(text, (_, _, _) => { });

    private static string Replaced(string text, Action<StringBuilder, int, int> write)
    {
        var at = IndexIn(text);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var copied = 0;
        for (; at >= 0; at = IndexIn(text, copied))
        {
            result.Append(text, copied, at - copied);
            var length = LengthAt(text, at);
            write(result, at, length);
            copied = at + length;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    private static char[] Range(char first, char last)
    {
        var range = new char[last - first + 1];
        for (var at = 0; at < range.Length; at++)
        {
            range[at] = (char)(first + at);
        }

        return range;
    }
}
