using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Hooks;

/// <summary>Bounds what goes to a hook and what comes from it.</summary>
internal static class HookText
{
    private const int LongestReason = 1_000;

    /// <summary>What a person and a model are shown of a reason: one line without anything invisible.</summary>
    public static string Reason(string text) => CanonicalText.Line(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestReason).Text;

    /// <summary>The beginning, with a word about what is missing.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return $"{text.AsSpan(0, end)}\n[{text.Length - end} more characters left out]";
    }
}
