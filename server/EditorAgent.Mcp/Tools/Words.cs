namespace EditorAgent.Mcp.Tools;

/// <summary>The words of names and sentences: parted at everything that is no letter or digit and where small letters turn into capitals; a plural is no other word.</summary>
internal static class Words
{
    private const int Longest = 20_000;

    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var length = Math.Min(text.Length, Longest);
        for (int start = 0, at = 0; at <= length; at++)
        {
            var ends = at == length || !char.IsLetterOrDigit(text[at]);
            if (!ends && !(at > start && char.IsUpper(text[at]) && char.IsLower(text[at - 1])))
            {
                continue;
            }

            if (at - start > 1)
            {
                var word = text[start..at].ToLowerInvariant();
                words.Add(word is [_, _, _, .., 's'] && word[^2] != 's' ? word[..^1] : word);
            }

            start = ends ? at + 1 : at;
        }

        return words;
    }
}
