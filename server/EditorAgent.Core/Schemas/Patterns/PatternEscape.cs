using System.Globalization;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>An escape that stands for one or more characters, inside a class and outside.</summary>
internal static class PatternEscape
{
    /// <param name="source">The pattern.</param>
    /// <param name="at">Of the backslash; afterwards behind the escape.</param>
    /// <exception cref="FormatException">It stands for nothing.</exception>
    public static CodePointSet Read(string source, ref int at)
    {
        if (at + 1 >= source.Length)
        {
            throw new FormatException("ends in the middle of an escape");
        }

        var letter = source[at + 1];
        at += 2;
        return letter switch
        {
            'd' => CodePointSet.Digits,
            'D' => CodePointSet.Digits.Complement(),
            'w' => CodePointSet.WordLetters,
            'W' => CodePointSet.WordLetters.Complement(),
            's' => CodePointSet.Blanks,
            'S' => CodePointSet.Blanks.Complement(),
            'p' => UnicodeCategories.Named(Braced(source, ref at)),
            'P' => UnicodeCategories.Named(Braced(source, ref at)).Complement(),
            'f' => One('\f'),
            'n' => One('\n'),
            'r' => One('\r'),
            't' => One('\t'),
            'v' => One('\v'),
            '0' when at >= source.Length || !char.IsAsciiDigit(source[at]) => One('\0'),
            'c' when at < source.Length && char.IsAsciiLetter(source[at]) => One(source[at++] & 0x1f),
            'x' => One(Hex(source, ref at, 2)),
            'u' => One(Unit(source, ref at)),
            _ when !char.IsAsciiLetterOrDigit(letter) => Itself(source, ref at),
            _ => throw new FormatException($"has the unknown escape \\{letter}"),
        };
    }

    private static CodePointSet One(int point) => CodePointSet.Of(point, point);

    private static CodePointSet Itself(string source, ref int at)
    {
        at--;
        var rune = System.Text.Rune.GetRuneAt(source, at);
        at += rune.Utf16SequenceLength;
        return One(rune.Value);
    }

    private static int Unit(string source, ref int at)
    {
        if (at < source.Length && source[at] == '{')
        {
            var inside = Braced(source, ref at);
            return int.TryParse(inside, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10ffff
                ? point
                : throw new FormatException("has an escape of no character");
        }

        var unit = Hex(source, ref at, 4);
        if (!char.IsHighSurrogate((char)unit) || at + 5 >= source.Length || source[at] != '\\' || source[at + 1] != 'u')
        {
            return unit;
        }

        var behind = at + 2;
        var low = Hex(source, ref behind, 4);
        if (!char.IsLowSurrogate((char)low))
        {
            return unit;
        }

        at = behind;
        return char.ConvertToUtf32((char)unit, (char)low);
    }

    private static int Hex(string source, ref int at, int length)
    {
        if (at + length > source.Length || !int.TryParse(source.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException("has an escape of no character");
        }

        at += length;
        return value;
    }

    private static string Braced(string source, ref int at)
    {
        var end = at < source.Length && source[at] == '{' ? source.IndexOf('}', at) : -1;
        if (end < 0)
        {
            throw new FormatException("has an escape without its braces");
        }

        var inside = source[(at + 1)..end];
        at = end + 1;
        return inside;
    }
}
