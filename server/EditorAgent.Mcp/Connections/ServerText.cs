using EditorAgent.Core.Processes;

namespace EditorAgent.Mcp.Connections;

/// <summary>Words of a server, made harmless to look at and bounded.</summary>
internal static class ServerText
{
    public const int LongestLine = 500;
    public const int LongestBlock = 16 * 1024;

    /// <summary>On one line.</summary>
    public static string Line(string? text) => Clean(text, LongestLine).ReplaceLineEndings(" ").Trim();

    public static string Block(string? text) => Clean(text, LongestBlock);

    private static string Clean(string? text, int longest)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var cut = text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "…");
        return new TerminalText().Clean(cut);
    }
}
