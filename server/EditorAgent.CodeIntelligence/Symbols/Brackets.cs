namespace EditorAgent.CodeIntelligence.Symbols;

/// <summary>Finds where bracketed text ends and where it can be split. Linear in the text, whatever it is.</summary>
internal static class Brackets
{
    /// <param name="text">With an opening bracket at <paramref name="open"/>.</param>
    /// <returns>The index of the bracket that closes it, or -1.</returns>
    public static int Close(ReadOnlySpan<char> text, int open)
    {
        var depth = 0;
        for (var index = open; index < text.Length; index++)
        {
            if (IsOpen(text[index]))
            {
                depth++;
            }
            else if (IsClose(text, index) && --depth == 0)
            {
                return index;
            }
        }

        return -1;
    }

    /// <returns>The pieces between separators that lie in no bracket, trimmed; none for blank text.</returns>
    public static List<string> Split(string text, Func<char, bool> isSeparator)
    {
        var pieces = new List<string>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return pieces;
        }

        var (depth, start) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            if (IsOpen(text[index]))
            {
                depth++;
            }
            else if (IsClose(text, index))
            {
                depth--;
            }
            else if (text[index] == '"' && text.IndexOf('"', index + 1) is var quote and > 0)
            {
                index = quote;
            }
            else if (depth == 0 && isSeparator(text[index]))
            {
                pieces.Add(text[start..index].Trim());
                start = index + 1;
            }
        }

        pieces.Add(text[start..].Trim());
        return pieces;
    }

    private static bool IsOpen(char character) => character is '(' or '[' or '<' or '{';

    private static bool IsClose(ReadOnlySpan<char> text, int index) =>
        text[index] is ')' or ']' or '}' || (text[index] == '>' && (index == 0 || text[index - 1] is not ('=' or '-')));
}
