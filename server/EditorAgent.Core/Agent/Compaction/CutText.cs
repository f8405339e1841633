using System.Globalization;

namespace EditorAgent.Core.Agent.Compaction;

/// <summary>A text made to fit: its head and its tail, and between them how much is missing.</summary>
internal static class CutText
{
    private const int Mark = 20;

    /// <param name="text">Any length.</param>
    /// <param name="tokens">As <see cref="TokenEstimate"/> counts them.</param>
    public static string To(string text, long tokens) => To(text, tokens, static (omitted, whole) =>
        string.Create(CultureInfo.InvariantCulture, $"[... {omitted.Length:N0} of {whole:N0} characters left out here ...]"));

    /// <param name="text">Any length.</param>
    /// <param name="tokens">As <see cref="TokenEstimate"/> counts them.</param>
    /// <param name="mark">What stands in the place of what is left out, from that and the length of the whole.</param>
    public static string To(string text, long tokens, Func<string, int, string> mark)
    {
        if (TokenEstimate.Of(text) <= tokens)
        {
            return text;
        }

        var quarters = Math.Max(0, tokens - Mark) * 4;
        var head = Reach(text, 0, 1, quarters * 2 / 3);
        var tail = Math.Max(head, Reach(text, text.Length - 1, -1, quarters / 3) + 1);
        head -= head > 0 && char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += tail < text.Length && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text[..head]}\n{mark(text[head..tail], text.Length)}\n{text[tail..]}";
    }

    /// <summary>How far a walk through the text gets with so many quarters of a token.</summary>
    private static int Reach(string text, int from, int step, long quarters)
    {
        var at = from;
        for (; at >= 0 && at < text.Length && quarters > 0; at += step)
        {
            quarters -= char.IsAscii(text[at]) ? 1 : 4;
        }

        return at;
    }
}
