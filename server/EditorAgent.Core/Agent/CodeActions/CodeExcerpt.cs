using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>A place in a text with some lines around it, numbered from one.</summary>
internal sealed record CodeExcerpt(string Lines, string Text)
{
    private const int Around = 15;
    private const int MostLines = 120;
    private const int LongestLine = 400;

    /// <param name="text">Line feeds only.</param>
    /// <param name="range">Null takes the beginning.</param>
    public static CodeExcerpt Of(string text, TextRange? range)
    {
        var lines = text.Split('\n');
        var first = Math.Clamp(range?.Start.Line ?? 0, 0, lines.Length - 1);
        var last = Math.Clamp(LastLineOf(range), first, Math.Min(lines.Length - 1, first + MostLines - 1));
        var from = Math.Max(0, first - Around);
        var to = Math.Min(lines.Length - 1, Math.Max(last, Math.Min(last + Around, from + MostLines - 1)));
        var shown = new StringBuilder();
        for (var line = from; line <= to; line++)
        {
            var content = lines[line].Length <= LongestLine ? lines[line] : $"{lines[line][..LongestLine]} [...]";
            shown.Append(CultureInfo.InvariantCulture, $"{(line >= first && line <= last && range is not null ? '>' : ' ')}{line + 1,5}| {content}\n");
        }

        return new CodeExcerpt(string.Create(CultureInfo.InvariantCulture, $"lines {from + 1} to {to + 1} of {lines.Length}"), shown.ToString());
    }

    /// <summary>A range that ends before the first character of a line does not reach it.</summary>
    private static int LastLineOf(TextRange? range) => range switch
    {
        null => 0,
        { } ended when ended.End.Character == 0 && ended.End.Line > ended.Start.Line => ended.End.Line - 1,
        { } ended => ended.End.Line,
    };
}
