using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>What another program's rule says of command lines, as the first words of commands, which is how rules here speak of them.</summary>
internal static class CommandRules
{
    private const string Hand = "write it by hand as shell(first words of the command)";

    /// <returns>Subjects, of which the empty one means every command; or why there are none.</returns>
    public static (ImmutableArray<string> Words, string? Why) Translate(bool isAllowed, string subject, RuleDialect dialect)
    {
        if (subject.Length == 0 || (subject is "*" or ":*" && (dialect != RuleDialect.Kimi || !isAllowed)))
        {
            return ([""], null);
        }

        if (subject[0] == '!')
        {
            return ([], $"it speaks of all commands but one; {Hand}");
        }

        return dialect switch
        {
            RuleDialect.Kimi => OfGlob(isAllowed, subject),
            RuleDialect.Cursor => OfWords(subject.Split(':')[0], ""),
            _ => OfBeginning(isAllowed, subject),
        };
    }

    private static (ImmutableArray<string> Words, string? Why) OfBeginning(bool isAllowed, string subject)
    {
        if (subject.EndsWith(":*", StringComparison.Ordinal) || subject.EndsWith(" *", StringComparison.Ordinal))
        {
            return OfWords(subject[..^2], "");
        }

        if (subject.EndsWith('*') && !subject[..^1].Contains('*', StringComparison.Ordinal))
        {
            return OfWords(subject[..^1], "*");
        }

        return OfWords(subject, "", isAllowed ? "=" : "");
    }

    private static (ImmutableArray<string> Words, string? Why) OfGlob(bool isAllowed, string subject)
    {
        if (isAllowed)
        {
            return subject.Contains('*', StringComparison.Ordinal)
                ? ([], $"its * stops at a slash, which no rule on words does, so ours would allow more; {Hand} if you mean every such command")
                : OfWords(subject, "", "=");
        }

        var bare = subject.TrimEnd('*', '/', ' ');
        var isCutWord = bare.Length < subject.Length && subject[bare.Length] == '*' && bare.Split(' ')[^1] is [not '-', ..];
        return OfWords(bare, isCutWord ? "*" : "");
    }

    /// <summary>Only words that mean themselves in every shell.</summary>
    private static (ImmutableArray<string> Words, string? Why) OfWords(string words, string suffix, string prefix = "")
    {
        var text = words.Trim();
        return text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || "_@%+=:,./- ".Contains(character, StringComparison.Ordinal)) && text[0] is not '='
            ? ([$"{prefix}{text}{suffix}"], null)
            : ([], $"it holds quotes, operators or a wildcard in its middle; {Hand}");
    }
}
