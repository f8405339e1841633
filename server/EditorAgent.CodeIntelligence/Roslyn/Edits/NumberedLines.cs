using System.Globalization;
using System.Text;

namespace EditorAgent.CodeIntelligence.Roslyn.Edits;

/// <summary>Lines of a text with their numbers, as every answer shows source.</summary>
internal static class NumberedLines
{
    private const int Longest = 300;

    /// <param name="text">Lines end in line feeds.</param>
    /// <param name="first">From 1; cut to the text.</param>
    /// <param name="last">Included; cut to the text.</param>
    /// <param name="most">Lines beyond are counted only.</param>
    public static string Of(string text, int first, int last, int most = 60)
    {
        var lines = text.Split('\n');
        first = Math.Max(first, 1);
        last = Math.Min(last, lines.Length);
        var shown = Math.Min(last, first + most - 1);
        var result = new StringBuilder();
        for (var number = first; number <= shown; number++)
        {
            var line = lines[number - 1];
            result.Append(CultureInfo.InvariantCulture, $"{number,4}| ").Append(line.Length > Longest ? line[..Longest] + "…" : line).Append('\n');
        }

        return last > shown ? result.Append(CultureInfo.InvariantCulture, $"      ({last - shown} more lines to {last})").ToString() : result.ToString().TrimEnd('\n');
    }

    /// <summary>The line, from 1, that a position lies in.</summary>
    public static int At(string text, int position) => text.AsSpan(0, position).Count('\n') + 1;
}
