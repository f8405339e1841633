using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// An option that a restricting rule names, found in every spelling that programs take for the same: letters apart or together, in any
/// order and case, the long name for the letter it begins with and the other way round, a long name cut short or with a value. That finds
/// too much rather than too little.
/// </summary>
internal sealed class CommandOption(string text)
{
    /// <summary>More letters behind one dash are a word, as in <c>find -delete</c>.</summary>
    private const int MostLetters = 3;

    private readonly string name = text.TrimStart('-');
    private readonly bool isLong = text.StartsWith("--", StringComparison.Ordinal);

    public static bool Is(string word) => word.Length > 1 && word[0] == '-' && word != "--";

    public bool IsIn(ReadOnlySpan<string> words)
    {
        if (this.isLong || this.name.Length > MostLetters)
        {
            return this.IsNamedIn(words);
        }

        foreach (var letter in this.name)
        {
            if (letter != '*' && !HasLetter(words, letter))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNamedIn(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (!Is(word))
            {
                continue;
            }

            var given = word.TrimStart('-');
            var end = given.IndexOf('=');
            given = end < 0 ? given : given[..end];
            var isShort = !word.StartsWith("--", StringComparison.Ordinal);
            if (Wildcard.Matches(this.name, given, StringComparison.OrdinalIgnoreCase)
                || (!isShort && given.Length > 1 && this.name.StartsWith(given, StringComparison.OrdinalIgnoreCase))
                || (isShort && this.isLong && given.Length <= MostLetters && given.Contains(this.name[0], StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLetter(ReadOnlySpan<string> words, char letter)
    {
        foreach (var word in words)
        {
            var isFound = word.StartsWith("--", StringComparison.Ordinal)
                ? word.Length > 2 && char.ToUpperInvariant(word[2]) == char.ToUpperInvariant(letter)
                : Is(word) && word.Contains(letter, StringComparison.OrdinalIgnoreCase);
            if (isFound)
            {
                return true;
            }
        }

        return false;
    }
}
