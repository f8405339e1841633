using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Commands;
using System.Collections.Immutable;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// The first words of a command: <c>dotnet test</c> speaks of <c>dotnet test --no-build</c> and not of <c>dotnet testing</c>. A word may
/// hold <c>*</c>; a last word <c>*</c> stands for any further words. With <c>=</c> in front an allowance holds for exactly these words:
/// <c>=rm a</c> does not speak of <c>rm a b</c>.
/// <para>
/// Programs that only look, but for some of their flags (<c>find -delete</c>), are allowed by their first words only as far as the
/// auto-run table goes; beyond it an allowance has to say all the words.
/// </para>
/// </summary>
internal sealed class CommandPattern
{
    private readonly ImmutableArray<string> words;
    private readonly ImmutableArray<string> operands;
    private readonly ImmutableArray<CommandOption> options;

    public CommandPattern(string text)
    {
        this.IsExact = text.StartsWith('=');
        text = this.IsExact ? text[1..] : text;
        this.words = WordsOf(text);
        if (!this.IsExact)
        {
            var end = this.words.Length;
            while (end > 0 && this.words[end - 1].AsSpan().Trim('*').IsEmpty)
            {
                end--;
            }

            this.words = this.words[..end];
        }

        this.TakesAnything = this.words.IsEmpty && !this.IsExact;
        this.operands = [.. this.words.Skip(1).Where(word => !CommandOption.Is(word))];
        this.options = [.. this.words.Skip(1).Where(CommandOption.Is).Select(word => new CommandOption(word))];
    }

    public bool IsExact { get; }

    public bool TakesAnything { get; }

    /// <summary>For allowing rules and grants: one command of a line that was taken apart; the line is allowed when each of its commands is.</summary>
    public bool Covers(ParsedCommand command)
    {
        var given = command.Words;
        if (this.IsExact)
        {
            return given.AsSpan().SequenceEqual(this.words.AsSpan());
        }

        if (given.Length < this.words.Length)
        {
            return false;
        }

        for (var i = 0; i < this.words.Length; i++)
        {
            if (!Wildcard.Matches(this.words[i], given[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return this.TakesAnything
            || !AutoRunTable.Knows(command.Name)
            || AutoRunTable.Find(command) is not null
            || given.AsSpan().SequenceEqual(this.words.AsSpan());
    }

    /// <summary>For denying and asking rules: any command in the text, however it is wrapped or spelt.</summary>
    public bool Finds(CommandLineText command)
    {
        if (this.TakesAnything)
        {
            return true;
        }

        foreach (var run in command.Runs)
        {
            foreach (var start in run.Starts)
            {
                if (this.IsName(run.Words[start]) && this.FindsArguments(run.Words.AsSpan()[(start + 1)..]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ImmutableArray<string> WordsOf(string text) => CommandLine.Parse(text) switch
    {
        CommandLine.Parsed { Directory: null, Commands: [var only] } => only.Words,
        _ when CommandLine.Parse(text + " && x") is CommandLine.Parsed { Directory: { } directory, Commands.Length: 1 } => ["cd", directory],
        _ => [.. text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"', '\''))],
    };

    private bool IsName(string word) =>
        this.words.IsEmpty
        || Wildcard.Matches(this.words[0], word, StringComparison.OrdinalIgnoreCase)
        || Wildcard.Matches(this.words[0], CommandRun.NameOf(word), StringComparison.OrdinalIgnoreCase);

    /// <summary>Word by word, or the same options in another spelling and order: <c>rm -rf</c> finds <c>rm x --force -R</c>.</summary>
    private bool FindsArguments(ReadOnlySpan<string> words)
    {
        if (this.words.IsEmpty || FindsRest(this.words.AsSpan()[1..], words))
        {
            return true;
        }

        foreach (var option in this.options)
        {
            if (!option.IsIn(words))
            {
                return false;
            }
        }

        return !this.options.IsEmpty && FindsRest(this.operands.AsSpan(), words);
    }

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
