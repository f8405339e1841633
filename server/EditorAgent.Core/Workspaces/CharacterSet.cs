namespace EditorAgent.Core.Workspaces;

/// <summary>What stands in brackets: characters, ranges, named classes, or everything but those.</summary>
internal sealed class CharacterSet
{
    private readonly List<(char First, char Last)> ranges = [];
    private readonly List<Func<char, bool>> classes = [];
    private bool negated;

    private CharacterSet()
    {
    }

    public static CharacterSet Empty { get; } = new();

    public bool Contains(char character)
    {
        foreach (var (first, last) in this.ranges)
        {
            if (character >= first && character <= last)
            {
                return !this.negated;
            }
        }

        foreach (var member in this.classes)
        {
            if (member(character))
            {
                return !this.negated;
            }
        }

        return this.negated;
    }

    /// <param name="pattern">Has <c>[</c> at <paramref name="at"/>.</param>
    /// <param name="at">Moved behind the closing bracket.</param>
    /// <returns>Null when there is no closing bracket or an unknown class.</returns>
    public static CharacterSet? Parse(string pattern, ref int at)
    {
        var set = new CharacterSet();
        at++;
        if (at < pattern.Length && pattern[at] is '!' or '^')
        {
            set.negated = true;
            at++;
        }

        for (var first = true; at < pattern.Length; first = false)
        {
            if (pattern[at] == ']' && !first)
            {
                at++;
                return set;
            }

            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] == ':')
            {
                if (!set.AddClass(pattern, ref at))
                {
                    return null;
                }

                continue;
            }

            if (Next(pattern, ref at) is not { } low)
            {
                return null;
            }

            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                if (Next(pattern, ref at) is not { } high)
                {
                    return null;
                }

                set.ranges.Add((low, high));
                continue;
            }

            set.ranges.Add((low, low));
        }

        return null;
    }

    private static char? Next(string pattern, ref int at)
    {
        if (pattern[at] == '\\' && ++at == pattern.Length)
        {
            return null;
        }

        return pattern[at++];
    }

    private bool AddClass(string pattern, ref int at)
    {
        var end = pattern.IndexOf(":]", at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        Func<char, bool>? member = pattern[(at + 2)..end] switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => character => character is ' ' or '\t',
            "cntrl" => char.IsControl,
            "digit" => char.IsAsciiDigit,
            "graph" => character => character is > ' ' and < '\x7f',
            "lower" => char.IsAsciiLetterLower,
            "print" => character => character is >= ' ' and < '\x7f',
            "punct" => character => char.IsAscii(character) && (char.IsPunctuation(character) || char.IsSymbol(character)),
            "space" => character => character is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
        if (member is null)
        {
            return false;
        }

        this.classes.Add(member);
        at = end + 2;
        return true;
    }
}
