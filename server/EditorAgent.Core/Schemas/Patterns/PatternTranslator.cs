using System.Globalization;
using System.Text;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>
/// Writes an ECMA-262 pattern (with the <c>u</c> flag, but forgiving about needless escapes) in .NET's syntax. Everything that the two
/// read differently is written out: classes as ranges of ASCII, the dot, the end of the text, characters beyond the first plane as pairs.
/// </summary>
internal sealed class PatternTranslator(string source)
{
    private const int MostLength = 10_000;
    private const int MostDepth = 100;
    private const string Word = "[A-Za-z0-9_]";

    private readonly StringBuilder text = new();
    private readonly bool hasBackReferences = HasBackReference(source);
    private int at;
    private int groups;
    private int depth;
    private bool isRegular = true;

    public TranslatedPattern Translate()
    {
        if (source.Length > MostLength)
        {
            throw new FormatException("is longer than 10,000 characters");
        }

        var size = this.Alternatives();
        return this.at == source.Length ? new TranslatedPattern(this.text.ToString(), this.isRegular, size) : throw new FormatException("has a ) that closes nothing");
    }

    private long Alternatives()
    {
        if (++this.depth > MostDepth)
        {
            throw new FormatException("is nested too deeply");
        }

        var size = 0L;
        while (this.at < source.Length && source[this.at] != ')')
        {
            if (source[this.at] == '|')
            {
                this.at++;
                this.text.Append('|');
                continue;
            }

            var atom = this.Atom(out var isAssertion);
            size += this.Quantified(atom, isAssertion);
        }

        this.depth--;
        return size;
    }

    private long Atom(out bool isAssertion)
    {
        isAssertion = false;
        var letter = source[this.at];
        switch (letter)
        {
            case '^':
            case '$':
                this.at++;
                isAssertion = true;
                this.text.Append(letter == '^' ? @"\A" : @"\z");
                return 1;
            case '.':
                this.at++;
                return this.Write(CodePointSet.LineEnds.Complement());
            case '(':
                return this.Group(out isAssertion);
            case '[':
                return this.Write(new PatternClass(source).Read(ref this.at));
            case '\\':
                return this.Escape(out isAssertion);
            case '*' or '+' or '?':
                throw new FormatException("repeats nothing");
            default:
                var rune = Rune.GetRuneAt(source, this.at);
                this.at += rune.Utf16SequenceLength;
                return this.Write(CodePointSet.Of(rune.Value, rune.Value));
        }
    }

    private long Group(out bool isAssertion)
    {
        var rest = source.AsSpan(this.at);
        isAssertion = false;
        if (rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<=") || rest.StartsWith("(?<!"))
        {
            var length = rest[2] == '<' ? 4 : 3;
            this.text.Append(rest[..length]);
            this.at += length;
            this.isRegular = false;
            isAssertion = true;
        }
        else if (rest.StartsWith("(?:"))
        {
            this.text.Append("(?:");
            this.at += 3;
        }
        else
        {
            this.OpenCapture(rest);
        }

        var size = this.Alternatives();
        if (this.at >= source.Length)
        {
            throw new FormatException("has a ( that is not closed");
        }

        this.at++;
        this.text.Append(')');
        return size + 1;
    }

    private void OpenCapture(ReadOnlySpan<char> rest)
    {
        this.groups++;
        var length = 1;
        if (rest.StartsWith("(?"))
        {
            var end = rest.IndexOf('>');
            if (!rest.StartsWith("(?<") || end < 4 || rest[3..end].ContainsAnyExcept(NameLetters))
            {
                throw new FormatException("has a group of an unknown kind");
            }

            length = end + 1;
        }

        this.at += length;
        _ = this.hasBackReferences ? this.text.Append(CultureInfo.InvariantCulture, $"(?<{this.groups}>") : this.text.Append("(?:");
    }

    private long Escape(out bool isAssertion)
    {
        isAssertion = false;
        var letter = this.at + 1 < source.Length ? source[this.at + 1] : throw new FormatException("ends in the middle of an escape");
        if (letter is 'b' or 'B')
        {
            this.at += 2;
            this.isRegular = false;
            isAssertion = true;
            this.text.Append(letter == 'b' ? $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))" : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))");
            return 4;
        }

        if (letter is >= '1' and <= '9')
        {
            return this.BackReference();
        }

        if (letter == 'k')
        {
            throw new FormatException("refers to a group by name, which is not supported");
        }

        return this.Write(PatternEscape.Read(source, ref this.at));
    }

    /// <summary>To a group that has matched nothing, it matches the empty text.</summary>
    private long BackReference()
    {
        var end = this.at + 1;
        while (end < source.Length && char.IsAsciiDigit(source[end]))
        {
            end++;
        }

        if (!int.TryParse(source.AsSpan(this.at + 1, end - this.at - 1), CultureInfo.InvariantCulture, out var number) || number > this.groups)
        {
            throw new FormatException("refers to a group that is not there");
        }

        this.at = end;
        this.isRegular = false;
        this.text.Append(CultureInfo.InvariantCulture, $@"(?({number})\k<{number}>|)");
        return 1;
    }

    private long Write(CodePointSet set) => set.WriteTo(this.text);

    private long Quantified(long size, bool isAssertion)
    {
        var (length, least, most) = this.at < source.Length ? this.Quantifier() : default;
        if (length == 0)
        {
            return size;
        }

        if (isAssertion)
        {
            throw new FormatException("repeats what has no length");
        }

        this.text.Append(source, this.at, length);
        this.at += length;
        if (this.at < source.Length && source[this.at] == '?')
        {
            this.text.Append('?');
            this.at++;
        }

        return Math.Min(long.MaxValue / 100_000, size * Math.Max(1, Math.Max(least, most)));
    }

    /// <summary>Its length in the source; nought where none stands.</summary>
    private (int Length, long Least, long Most) Quantifier()
    {
        switch (source[this.at])
        {
            case '*' or '+':
                return (1, 1, 1);
            case '?':
                return (1, 0, 1);
            case '{':
                break;
            default:
                return default;
        }

        var end = source.IndexOf('}', this.at);
        var inside = end < 0 ? default : source.AsSpan(this.at + 1, end - this.at - 1);
        var comma = inside.IndexOf(',');
        var first = comma < 0 ? inside : inside[..comma];
        var second = comma < 0 ? first : inside[(comma + 1)..];
        if (first.Length == 0 || !IsCount(first, out var least))
        {
            return default;
        }

        var most = least;
        if (second.Length > 0 && !IsCount(second, out most))
        {
            return default;
        }

        return most >= least ? (end - this.at + 1, least, most) : throw new FormatException("has a repetition whose bounds are out of order");
    }

    private static bool IsCount(ReadOnlySpan<char> text, out long count)
    {
        count = 0;
        if (text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        return text.Length <= 5 ? long.TryParse(text, CultureInfo.InvariantCulture, out count) : throw new FormatException("repeats too often");
    }

    private static bool HasBackReference(string source)
    {
        for (var at = 0; at + 1 < source.Length; at++)
        {
            if (source[at] != '\\')
            {
                continue;
            }

            at++;
            if (source[at] is >= '1' and <= '9')
            {
                return true;
            }
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");
}
