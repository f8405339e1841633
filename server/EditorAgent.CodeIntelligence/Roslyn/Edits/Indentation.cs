using Microsoft.CodeAnalysis.CSharp;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Moves a piece of C# as the model wrote it to where it will stand. The inside of verbatim strings stays, since it is content.</summary>
internal static class Indentation
{
    private const int TabWidth = 4;

    /// <summary>The white space that the line of a position begins with.</summary>
    public static string At(string text, int position)
    {
        var start = text.LastIndexOf('\n', Math.Max(position - 1, 0), Math.Max(position, 0)) + 1;
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }

    /// <summary>One step deeper, as the file does it.</summary>
    public static string UnitOf(string text)
    {
        var shortest = int.MaxValue;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("\t"))
            {
                return "\t";
            }

            var blanks = line.IndexOfAnyExcept(' ');
            if (blanks > 1 && blanks < shortest && line[blanks] != '*')
            {
                shortest = blanks;
            }
        }

        return new string(' ', shortest is int.MaxValue or > 8 ? TabWidth : shortest);
    }

    /// <summary>Every line behind <paramref name="target"/>; no line feed at the end.</summary>
    /// <param name="piece">Lines end in line feeds.</param>
    public static string Move(string piece, string target, string unit)
    {
        piece = piece.Trim('\n');
        var lines = piece.Split('\n');
        var isFixed = FixedLines(piece, lines.Length);
        var first = WidthOf(lines[0]);
        var rest = BaseOfRest(lines, isFixed, first, WidthOf(target), Math.Max(1, WidthOf(unit)));
        for (var index = 0; index < lines.Length; index++)
        {
            if (isFixed[index])
            {
                continue;
            }

            var line = lines[index];
            var content = line.TrimStart(' ', '\t');
            if (content.Length == 0)
            {
                lines[index] = "";
                continue;
            }

            var deeper = Math.Max(0, WidthOf(line) - (index == 0 ? first : rest));
            lines[index] = IsUnindentedDirective(line) ? line : target + Deeper(deeper, unit, line) + content;
        }

        return string.Join('\n', lines).TrimEnd(' ', '\t', '\n');
    }

    /// <summary>
    /// The first line of a piece often lost its indentation when it was copied while the others kept theirs: a closing brace tells, and so do
    /// lines that all stand deeper than the place the piece goes to.
    /// </summary>
    private static int BaseOfRest(string[] lines, bool[] isFixed, int first, int target, int unit)
    {
        var widths = lines.Select((line, index) => (line, index)).Skip(1)
            .Where(one => !isFixed[one.index] && !string.IsNullOrWhiteSpace(one.line) && !IsUnindentedDirective(one.line))
            .Select(one => WidthOf(one.line)).ToList();
        if (widths.Count == 0)
        {
            return first;
        }

        var least = widths.Min();
        if (least <= first)
        {
            return least;
        }

        if (lines[^1].TrimStart() is ['}' or ')' or ']', ..])
        {
            return least == widths[^1] ? least : first;
        }

        return first == 0 && target > 0 && least >= target + unit ? target : first;
    }

    private static string Deeper(int width, string unit, string line)
    {
        if (unit == "\t")
        {
            return new string('\t', width / TabWidth) + new string(' ', width % TabWidth);
        }

        // Tabs of the model become as many steps of the file.
        return line[0] == '\t' ? string.Concat(Enumerable.Repeat(unit, width / TabWidth)) + new string(' ', width % TabWidth) : new string(' ', width);
    }

    private static int WidthOf(string line)
    {
        var width = 0;
        foreach (var character in line)
        {
            if (character is not (' ' or '\t'))
            {
                break;
            }

            width += character == '\t' ? TabWidth : 1;
        }

        return width;
    }

    private static bool IsUnindentedDirective(string line) => line is ['#', ..] && !line.StartsWith("#region", StringComparison.Ordinal) && !line.StartsWith("#endregion", StringComparison.Ordinal);

    private static bool[] FixedLines(string piece, int count)
    {
        var isFixed = new bool[count];
        if (!piece.Contains("@\"", StringComparison.Ordinal) && !piece.Contains("@$\"", StringComparison.Ordinal))
        {
            return isFixed;
        }

        foreach (var token in SyntaxFactory.ParseTokens(piece))
        {
            var isVerbatim = token.Text.StartsWith("@\"", StringComparison.Ordinal) || token.Text.StartsWith("$@\"", StringComparison.Ordinal)
                || token.Text.StartsWith("@$\"", StringComparison.Ordinal);
            if (!isVerbatim)
            {
                continue;
            }

            var line = NumberedLines.At(piece, token.SpanStart);
            var last = NumberedLines.At(piece, token.Span.End);
            for (; line < last; line++)
            {
                isFixed[line] = true;
            }
        }

        return isFixed;
    }
}
