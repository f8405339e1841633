using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Commands;
using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// The first words of a command: <c>dotnet test</c> speaks of <c>dotnet test --no-build</c> and not of <c>dotnet testing</c>. A word may
/// hold <c>*</c>; a last word <c>*</c> stands for any further words. With <c>=</c> in front an allowance holds for exactly these words:
/// <c>=rm a</c> does not speak of <c>rm a b</c>.
/// </summary>
internal sealed class CommandPattern
{
    private readonly ImmutableArray<string> words;
    private readonly bool takesAnything;
    private readonly bool isExact;

    public CommandPattern(string text)
    {
        this.isExact = text.StartsWith('=');
        text = this.isExact ? text[1..] : text;
        ImmutableArray<string> words = [.. text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"', '\''))];
        var end = words.Length;
        while (end > 0 && words[end - 1].AsSpan().Trim('*').IsEmpty)
        {
            end--;
        }

        this.takesAnything = end == 0;
        this.words = words[..end];
    }

    /// <summary>For allowing rules: only one plain command, its words compared exactly.</summary>
    public bool Covers(CommandLineText command)
    {
        if (command.SimpleWords is not { } given || given.Length < this.words.Length)
        {
            return false;
        }

        if (this.isExact)
        {
            return given.AsSpan().SequenceEqual(this.words.AsSpan());
        }

        for (var i = 0; i < this.words.Length; i++)
        {
            if (!Wildcard.Matches(this.words[i], given[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>For denying and asking rules: any command in the text, however it is wrapped or spelt.</summary>
    public bool Finds(CommandLineText command)
    {
        if (this.takesAnything)
        {
            return true;
        }

        foreach (var run in command.Runs)
        {
            foreach (var start in run.Starts)
            {
                if (this.IsName(run.Words[start]) && FindsRest(this.words.AsSpan()[1..], run.Words.AsSpan()[(start + 1)..]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsName(string word) =>
        Wildcard.Matches(this.words[0], word, StringComparison.OrdinalIgnoreCase)
        || Wildcard.Matches(this.words[0], CommandRun.NameOf(word), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Options that the pattern does not mention, each with at most one value, may stand in between: <c>git push</c> finds
    /// <c>git -C sub push</c>.
    /// </summary>
    private static bool FindsRest(ReadOnlySpan<string> pattern, ReadOnlySpan<string> words)
    {
        // The set of places in the pattern reached so far; a second one for "the word before was an option that may take a value".
        var reached = new bool[pattern.Length + 1];
        var afterOption = new bool[pattern.Length + 1];
        reached[0] = true;
        foreach (var word in words)
        {
            if (reached[^1] || afterOption[^1])
            {
                return true;
            }

            var nextReached = new bool[pattern.Length + 1];
            var nextAfterOption = new bool[pattern.Length + 1];
            for (var i = 0; i < pattern.Length; i++)
            {
                var isHere = reached[i] || afterOption[i];
                nextReached[i + 1] |= isHere && Wildcard.Matches(pattern[i], word, StringComparison.OrdinalIgnoreCase);
                nextAfterOption[i] |= isHere && word.StartsWith('-');
                nextReached[i] |= afterOption[i];
            }

            reached = nextReached;
            afterOption = nextAfterOption;
        }

        return reached[^1] || afterOption[^1];
    }
}
