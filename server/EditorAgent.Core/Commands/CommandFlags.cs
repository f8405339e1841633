using System.Collections.Immutable;

namespace EditorAgent.Core.Commands;

/// <summary>
/// The short flags that a program of the auto-run table may be given. Everything that is not listed is refused: long flags, flags
/// behind an operand (some systems read them as flags, some as files), values that look like flags.
/// </summary>
/// <param name="Plain">Flags without a value; they combine: <c>-la</c>.</param>
/// <param name="Counts">Flags with a number, attached or as the next word: <c>-n5</c>, <c>-n 5</c>.</param>
/// <param name="Texts">Flags with any other value.</param>
internal sealed record CommandFlags(string Plain, string Counts = "", string Texts = "")
{
    /// <summary>Whether <c>-5</c> may stand for <c>-n 5</c>.</summary>
    public bool TakesNumber { get; init; }

    /// <returns>The operands and the flags that were seen, or null when something is not listed.</returns>
    public (ImmutableArray<string> Operands, string Seen)? Read(ReadOnlySpan<string> arguments)
    {
        var seen = "";
        var at = 0;
        while (at < arguments.Length && arguments[at] is ['-', _, ..] word)
        {
            at++;
            if (word == "--")
            {
                return Operands(arguments[at..], seen, mayBeginWithDash: true);
            }

            if (this.TakesNumber && at == 1 && IsCount(word.AsSpan(1)))
            {
                continue;
            }

            if (!this.TryReadCluster(word, arguments, ref at, ref seen))
            {
                return null;
            }
        }

        return Operands(arguments[at..], seen, mayBeginWithDash: false);
    }

    private bool TryReadCluster(string word, ReadOnlySpan<string> arguments, ref int at, ref string seen)
    {
        for (var i = 1; i < word.Length; i++)
        {
            var flag = word[i];
            seen += flag;
            if (this.Plain.Contains(flag))
            {
                continue;
            }

            var isCount = this.Counts.Contains(flag);
            if (!isCount && !this.Texts.Contains(flag))
            {
                return false;
            }

            var value = word[(i + 1)..];
            if (value.Length == 0)
            {
                if (at == arguments.Length || arguments[at].StartsWith('-'))
                {
                    return false;
                }

                value = arguments[at++];
            }

            return !isCount || IsCount(value);
        }

        return true;
    }

    private static (ImmutableArray<string> Operands, string Seen)? Operands(ReadOnlySpan<string> words, string seen, bool mayBeginWithDash)
    {
        foreach (var word in words)
        {
            if (word.Length == 0 || (!mayBeginWithDash && word is ['-', _, ..]))
            {
                return null;
            }
        }

        return ([.. words], seen);
    }

    private static bool IsCount(ReadOnlySpan<char> value)
    {
        var digits = value is ['+', ..] ? value[1..] : value;
        return digits.Length is > 0 and <= 9 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
