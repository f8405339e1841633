namespace EditorAgent.Core.Commands;

/// <summary>Finds the words of a command that may be paths, wherever they stand: alone, behind a flag, behind <c>=</c> or <c>@</c>.</summary>
internal static class CommandWords
{
    public static IEnumerable<string> PathsIn(string word)
    {
        if (word.Contains("://", StringComparison.Ordinal) || word.Contains('\0'))
        {
            yield break;
        }

        if (!word.StartsWith('-'))
        {
            yield return Home(word);
        }

        var value = word.IndexOfAny(['=', '@', ':']);
        if (value >= 0 && value + 1 < word.Length)
        {
            yield return Home(word[(value + 1)..]);
        }

        // -I../x, -f/etc/x
        if (word.StartsWith('-') && word.IndexOfAny(['/', '.', '~']) is var start and > 1 && word.Contains('/'))
        {
            yield return Home(word[start..]);
        }
    }

    /// <summary>Only bash makes a path of these; a text that is taken apart holds none.</summary>
    private static string Home(string word)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        foreach (var spelling in (string[])["~", "$HOME", "${HOME}"])
        {
            if (word == spelling || word.StartsWith(spelling + "/", StringComparison.Ordinal))
            {
                return home + word[spelling.Length..];
            }
        }

        return word;
    }
}
