namespace EditorAgent.ModelProviders.Scripted;

/// <summary>Cuts text into the small pieces in which a model streams it. Never splits a surrogate pair.</summary>
public static class ScriptedDeltas
{
    private const int Size = 24;

    public static IEnumerable<string> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + Size, text.Length);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }
}
