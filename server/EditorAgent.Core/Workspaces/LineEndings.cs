using System.Text;

namespace EditorAgent.Core.Workspaces;

/// <summary>The three endings a line can have: line feed, carriage return, or both.</summary>
internal static class LineEndings
{
    public static string Normalize(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    public static string DominantOf(string raw)
    {
        int pairs = 0, feeds = 0, returns = 0;
        for (var index = 0; index < raw.Length;)
        {
            var offset = raw.AsSpan(index).IndexOfAny('\r', '\n');
            if (offset < 0)
            {
                break;
            }

            var ending = EndingAt(raw, index + offset);
            index += offset + ending.Length;
            switch (ending)
            {
                case "\r\n":
                    pairs++;
                    break;
                case "\n":
                    feeds++;
                    break;
                default:
                    returns++;
                    break;
            }
        }

        return pairs > feeds && pairs >= returns ? "\r\n" : returns > feeds ? "\r" : "\n";
    }

    /// <summary>Whether lines end in more than one way.</summary>
    public static bool AreMixed(string raw)
    {
        string? first = null;
        for (var index = 0; raw.AsSpan(index).IndexOfAny('\r', '\n') is var offset and >= 0;)
        {
            var ending = EndingAt(raw, index + offset);
            if (first is not null && first != ending)
            {
                return true;
            }

            first = ending;
            index += offset + ending.Length;
        }

        return false;
    }

    /// <summary>
    /// Appends normalised text. With as many lines as the replaced stretch had, each line keeps its ending; otherwise all get
    /// <paramref name="ending"/>.
    /// </summary>
    public static void AppendWith(StringBuilder result, ReadOnlySpan<char> text, ReadOnlySpan<char> replaced, string ending)
    {
        var keep = text.Count('\n') == CountIn(replaced);
        while (true)
        {
            var feed = text.IndexOf('\n');
            if (feed < 0)
            {
                result.Append(text);
                return;
            }

            result.Append(text[..feed]);
            text = text[(feed + 1)..];
            if (!keep)
            {
                result.Append(ending);
                continue;
            }

            var at = replaced.IndexOfAny('\r', '\n');
            var kept = EndingAt(replaced, at);
            result.Append(kept);
            replaced = replaced[(at + kept.Length)..];
        }
    }

    /// <summary>
    /// The ending that all lines of a stretch have; of a stretch without one, that of the line before, else of the line after.
    /// </summary>
    /// <returns>Null when the stretch has several, or when there is no other line.</returns>
    public static string? Around(string raw, int from, int to)
    {
        var stretch = raw.AsSpan(from, to - from);
        string? only = null;
        while (stretch.IndexOfAny('\r', '\n') is var at and >= 0)
        {
            var ending = EndingAt(stretch, at);
            if (only is not null && only != ending)
            {
                return null;
            }

            only = ending;
            stretch = stretch[(at + ending.Length)..];
        }

        if (only is not null)
        {
            return only;
        }

        if (raw.AsSpan(0, from).LastIndexOfAny('\r', '\n') is var last and >= 0)
        {
            return EndingAt(raw, last > 0 && raw[last] == '\n' && raw[last - 1] == '\r' ? last - 1 : last);
        }

        return raw.AsSpan(to).IndexOfAny('\r', '\n') is var next and >= 0 ? EndingAt(raw, to + next) : null;
    }

    private static int CountIn(ReadOnlySpan<char> raw)
    {
        var count = 0;
        while (raw.IndexOfAny('\r', '\n') is var at and >= 0)
        {
            count++;
            raw = raw[(at + EndingAt(raw, at).Length)..];
        }

        return count;
    }

    private static string EndingAt(ReadOnlySpan<char> raw, int at)
    {
        if (raw[at] == '\n')
        {
            return "\n";
        }

        return at + 1 < raw.Length && raw[at + 1] == '\n' ? "\r\n" : "\r";
    }
}
