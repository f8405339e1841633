using System.Collections.Frozen;

namespace EditorAgent.Mcp.Tools;

/// <summary>The words of names and sentences: parted at everything that is no letter or digit and where small letters turn into capitals; a plural is no other word.</summary>
internal static class Words
{
    private const int Longest = 20_000;

    /// <summary>What sentences are held together with, as <see cref="Of"/> writes it. Verbs that tools are named after are none of these.</summary>
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(
        [
            "an", "and", "any", "are", "as", "at", "be", "by", "called", "can", "could", "do", "doe", "for", "from", "have", "how", "in", "into", "is", "it", "me", "my", "need", "now", "of", "on",
            "or", "our", "out", "please", "right", "should", "some", "something", "that", "the", "there", "thi", "to", "tool", "us", "via", "want", "we", "what", "which", "with", "would", "you", "your",
        ],
        StringComparer.Ordinal);

    /// <summary>The words of a question that say what is looked for; all of them where no other is left.</summary>
    public static List<string> Asked(string text)
    {
        var all = Of(text).Distinct(StringComparer.Ordinal).ToList();
        var telling = all.Where(word => !Fillers.Contains(word)).ToList();
        return telling.Count > 0 ? telling : all;
    }

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
