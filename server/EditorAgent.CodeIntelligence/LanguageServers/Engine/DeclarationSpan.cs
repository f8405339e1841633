using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>
/// What belongs to a declaration though the server leaves it out: decorators, attributes and comments in the lines directly above, the
/// words before it in its own line (<c>export const</c>), the semicolon behind it.
/// </summary>
internal static class DeclarationSpan
{
    private const int LongestDecorator = 40;

    public static (int Start, int End) Of(SourceFile file, int start, int end)
    {
        end = Math.Max(start, end);
        if (end < file.Text.Length && file.Text[end] == ';')
        {
            end++;
        }

        var line = file.LineAt(start);
        var before = file.Text.AsSpan(file.StartOf(line), start - file.StartOf(line));
        var words = before.TrimStart();
        if (words.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_ "))
        {
            return (start, end);
        }

        start = file.StartOf(line) + before.Length - words.Length;
        var first = FirstLineAbove(file, line);
        return (first == line ? start : file.StartOf(first) + Indentation(file.Line(first)), end);
    }

    private static int FirstLineAbove(SourceFile file, int line)
    {
        var isPython = file.Path.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".pyi", StringComparison.OrdinalIgnoreCase);
        while (line > 0)
        {
            var above = file.Line(line - 1).Trim();
            if (above.StartsWith('@') || above.StartsWith("//", StringComparison.Ordinal) || above.StartsWith("[[", StringComparison.Ordinal)
                || above.StartsWith("template", StringComparison.Ordinal) || (isPython && above.StartsWith('#') && !above.StartsWith("#!", StringComparison.Ordinal)))
            {
                line--;
            }
            else if (above.EndsWith("*/", StringComparison.Ordinal) && Opening(file, line - 1, "/*") is { } comment)
            {
                line = comment;
            }
            else if (above.EndsWith(')') && Opening(file, line - 1, "@") is { } decorator && IsBalanced(file, decorator, line - 1))
            {
                line = decorator;
            }
            else
            {
                break;
            }
        }

        return line;
    }

    /// <summary>The line at or above that begins with a mark and reaches down to <paramref name="last"/>.</summary>
    private static int? Opening(SourceFile file, int last, string mark)
    {
        for (var line = last; line >= Math.Max(0, last - (mark == "@" ? LongestDecorator : 500)); line--)
        {
            var text = file.Line(line).TrimStart();
            if (text.StartsWith(mark, StringComparison.Ordinal))
            {
                return line;
            }

            if (text.Length == 0 && mark == "@")
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsBalanced(SourceFile file, int first, int last)
    {
        var depth = 0;
        for (var line = first; line <= last; line++)
        {
            foreach (var character in file.Line(line))
            {
                depth += character switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            }

            if (depth == 0 && line < last)
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
