using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>Source as answers quote it: <c>  29| text</c>, or <c>  29> text</c> for a line that is meant. The text is exact, tabs included.</summary>
public static class NumberedLines
{
    private const int NumberWidth = 4;

    /// <param name="file">Whose lines.</param>
    /// <param name="first">From 1; bounds outside the file are pulled in.</param>
    /// <param name="last">From 1, shown as well.</param>
    /// <param name="marked">The lines that are meant.</param>
    /// <param name="indent">Stands before each number.</param>
    /// <returns>Without a line feed at the end; empty when no line lies between the bounds.</returns>
    public static string Of(ShownFile file, int first, int last, ImmutableArray<int> marked, string indent)
    {
        var result = new StringBuilder();
        var end = Math.Min(last, file.Lines.Count);
        for (var line = Math.Max(first, 1); line <= end; line++)
        {
            var text = file.Text.AsSpan(file.Lines.StartOf(line)..file.Lines.StartOf(line + 1)).TrimEnd('\n');
            result.Append(indent)
                .Append(line.ToString(CultureInfo.InvariantCulture).PadLeft(NumberWidth))
                .Append(!marked.IsDefault && marked.Contains(line) ? "> " : "| ")
                .Append(text);
            if (line < end)
            {
                result.Append('\n');
            }
        }

        return result.ToString();
    }
}
