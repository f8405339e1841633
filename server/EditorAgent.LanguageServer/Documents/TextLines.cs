using EditorAgent.Core.Agent.CodeActions;

namespace EditorAgent.LanguageServer.Documents;

/// <summary>Positions in a text as LSP counts: lines end with a line feed, a carriage return or both; characters are UTF-16 units.</summary>
internal static class TextLines
{
    /// <summary>What lies beyond the text or the line is the end of it.</summary>
    public static int OffsetOf(string text, TextPosition position)
    {
        var start = 0;
        for (var line = 0; line < position.Line; line++)
        {
            if (NextLine(text, start) is not { } next)
            {
                return text.Length;
            }

            start = next;
        }

        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        var length = end < 0 ? text.Length - start : end;
        return start + Math.Min(position.Character, length);
    }

    public static TextPosition PositionOf(string text, int offset)
    {
        var line = 0;
        var start = 0;
        while (NextLine(text, start) is { } next && next <= offset)
        {
            line++;
            start = next;
        }

        return new TextPosition(line, offset - start);
    }

    /// <summary>The smallest replacement that makes one text of the other; it splits no pair of characters.</summary>
    public static (TextRange Range, string NewText) Difference(string from, string to)
    {
        var head = from.AsSpan().CommonPrefixLength(to);
        while (head > 0 && (IsInsidePair(from, head) || IsInsidePair(to, head)))
        {
            head--;
        }

        var most = Math.Min(from.Length, to.Length) - head;
        var tail = 0;
        while (tail < most && from[^(tail + 1)] == to[^(tail + 1)])
        {
            tail++;
        }

        while (tail > 0 && (IsInsidePair(from, from.Length - tail) || IsInsidePair(to, to.Length - tail)))
        {
            tail--;
        }

        return (new TextRange(PositionOf(from, head), PositionOf(from, from.Length - tail)), to[head..^tail]);
    }

    private static bool IsInsidePair(string text, int offset) =>
        offset > 0 && offset < text.Length
        && ((char.IsHighSurrogate(text[offset - 1]) && char.IsLowSurrogate(text[offset])) || (text[offset - 1] == '\r' && text[offset] == '\n'));

    private static int? NextLine(string text, int start)
    {
        var at = text.AsSpan(start).IndexOfAny('\r', '\n');
        if (at < 0)
        {
            return null;
        }

        at += start;
        return at + (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1);
    }
}
