using EditorAgent.CodeIntelligence.LanguageServers.Documents;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>Moves a piece of code as the model wrote it to the indentation of where it will stand; the steps inside it stay.</summary>
internal static class PieceIndentation
{
    /// <summary>The white space that a line begins with.</summary>
    /// <param name="line">From 0.</param>
    public static string Of(SourceFile file, int line)
    {
        var text = file.Line(line);
        return text[..(text.Length - text.TrimStart(' ', '\t').Length)];
    }

    /// <summary>Every line behind <paramref name="target"/>; no line feed at the end.</summary>
    public static string Move(string piece, string target)
    {
        var lines = piece.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim('\n').TrimEnd().Split('\n');
        var first = Width(lines[0]);
        var rest = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(Width).DefaultIfEmpty(first).Min();

        // A first line without its indentation was copied from behind it: the last line, which closes what it opens, tells where it stood.
        var lost = first == 0 && rest > 0 && lines.Length > 1 && (Width(lines[^1]) == rest && lines[^1].TrimStart() is ['}' or ')' or ']' or 'e', ..]) ? rest : Math.Min(first, rest);
        return string.Join('\n', lines.Select((line, index) => Moved(line, index == 0 ? first : lost, target)));
    }

    private static string Moved(string line, int own, string target)
    {
        var content = line.TrimStart(' ', '\t');
        return content.Length == 0 ? "" : target + line[Math.Min(own, line.Length - content.Length)..];
    }

    private static int Width(string line) => line.Length - line.TrimStart(' ', '\t').Length;
}
