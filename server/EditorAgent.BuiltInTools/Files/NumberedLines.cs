using System.Globalization;
using System.Text;

namespace EditorAgent.BuiltInTools.Files;

/// <summary>Shows a part of a text with line numbers, within the bounds of what a model should get at once.</summary>
internal sealed class NumberedLines
{
    public const int DefaultLines = 1000;
    private const int LongestLine = 2000;

    /// <summary>Below the default limit of a tool's output: a part that is longer would lose its middle and name the wrong line to continue from.</summary>
    private const int MostCharacters = 40_000;

    private readonly string text;

    /// <param name="text">With line feeds only.</param>
    public NumberedLines(string text)
    {
        this.text = text;
        this.Total = text.Length == 0 ? 0 : text.AsSpan().Count('\n') + (text.EndsWith('\n') ? 0 : 1);
    }

    public int Total { get; }

    /// <param name="first">1-based.</param>
    /// <param name="count">At most so many lines.</param>
    /// <param name="next">The first line not shown, or null when the end was reached.</param>
    public string Show(int first, int count, out int? next)
    {
        var shown = new StringBuilder();
        var number = 1;
        foreach (var range in this.text.AsSpan().Split('\n'))
        {
            var line = this.text.AsSpan(range);
            if (number > this.Total)
            {
                break;
            }

            if (number < first)
            {
                number++;
                continue;
            }

            AppendLine(shown, number, line);
            number++;
            if (number - first >= count || shown.Length >= MostCharacters)
            {
                break;
            }
        }

        next = number <= this.Total ? number : null;
        return shown.ToString();
    }

    private static void AppendLine(StringBuilder shown, int number, ReadOnlySpan<char> line)
    {
        shown.Append(CultureInfo.InvariantCulture, $"{number}\t");
        if (line.Length <= LongestLine)
        {
            shown.Append(line).Append('\n');
            return;
        }

        var cut = char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine;
        shown.Append(line[..cut]).Append(CultureInfo.InvariantCulture, $"... [line cut, {line.Length - cut} more characters]\n");
    }
}
