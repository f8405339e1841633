using System.Text;

namespace EditorAgent.Core.Sessions;

/// <summary>Foreign text inside a Markdown document: it cannot end its block, nor swallow what follows.</summary>
internal static class MarkdownText
{
    private const int LongestInline = 500;

    /// <summary>As plain words on one line.</summary>
    public static string Inline(string text)
    {
        var line = new StringBuilder();
        foreach (var character in text.Length > LongestInline ? text.AsSpan(0, LongestInline) : text)
        {
            if (char.IsControl(character))
            {
                line.Append(' ');
                continue;
            }

            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '&')
            {
                line.Append('\\');
            }

            line.Append(character);
        }

        return line.ToString().Trim() + (text.Length > LongestInline ? "…" : "");
    }

    /// <summary>As code. The fence is longer than any run of its characters inside.</summary>
    public static string Fenced(string text, string language)
    {
        var longest = 2;
        var run = 0;
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        return $"{fence}{language}\n{text.TrimEnd('\n')}\n{fence}";
    }

    /// <summary>As a quotation: whatever it opens ends with it.</summary>
    public static string Quoted(string text) => string.Join('\n', Lines(text).Select(line => line.Length == 0 ? ">" : $"> {line}"));

    /// <summary>Markdown as its writer meant it, with fences closed that it leaves open and without blocks of HTML, which could run to the document's end.</summary>
    public static string Contained(string text)
    {
        var contained = new StringBuilder();
        (char Sign, int Length)? open = null;
        foreach (var line in Lines(text))
        {
            var start = line.AsSpan().TrimStart(' ');
            var indent = line.Length - start.Length;
            var fence = indent <= 3 ? FenceOf(start) : null;
            if (open is { } opened)
            {
                open = fence is { } closing && closing.Sign == opened.Sign && closing.Length >= opened.Length && start[closing.Length..].Trim(' ').IsEmpty ? null : opened;
            }
            else if (fence is not null)
            {
                open = fence;
            }
            else if (start.StartsWith("<"))
            {
                contained.Append(line, 0, indent).Append('\\').Append(start).Append('\n');
                continue;
            }

            contained.Append(line).Append('\n');
        }

        if (open is { } left)
        {
            contained.Append(left.Sign, left.Length);
        }

        return contained.ToString().TrimEnd('\n');
    }

    private static (char Sign, int Length)? FenceOf(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~'))
        {
            return null;
        }

        var length = line.IndexOfAnyExcept(line[0]) is var end && end < 0 ? line.Length : end;

        // What looks like a fence but holds another backtick is code within a line.
        return length >= 3 && (line[0] == '~' || !line[length..].Contains('`')) ? (line[0], length) : null;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
