namespace EditorAgent.Core.Tools.Writing;

/// <summary>A text as lines for comparing: a last line without line feed differs from one with it, as in git's output.</summary>
public static class DiffLines
{
    /// <summary>Ends an unended last line. No other line can contain it, since every carriage return counts as a line ending.</summary>
    public const char Unended = '\r';

    public static string[] Of(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        if (lines[^1].Length == 0)
        {
            return lines[..^1];
        }

        lines[^1] += Unended;
        return lines;
    }
}
