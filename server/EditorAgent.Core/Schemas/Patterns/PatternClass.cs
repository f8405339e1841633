using System.Text;

namespace EditorAgent.Core.Schemas.Patterns;

/// <summary>A class in brackets.</summary>
internal sealed class PatternClass(string source)
{
    /// <param name="at">Of the opening bracket; afterwards behind the closing one.</param>
    /// <exception cref="FormatException">It is no class.</exception>
    public CodePointSet Read(ref int at)
    {
        at++;
        var isNegated = at < source.Length && source[at] == '^';
        at += isNegated ? 1 : 0;
        var set = new List<(int From, int To)>();
        while (at < source.Length && source[at] != ']')
        {
            var first = this.Member(ref at);
            if (at + 1 < source.Length && source[at] == '-' && source[at + 1] != ']')
            {
                var dash = at;
                at++;
                var last = this.Member(ref at);
                if (first.Single is not { } from || last.Single is not { } to)
                {
                    // Between classes a dash is a dash.
                    set.AddRange(first.Ranges);
                    set.Add(('-', '-'));
                    set.AddRange(last.Ranges);
                    continue;
                }

                set.Add(from <= to ? (from, to) : throw new FormatException($"has the range {source[dash - 1]}-{source[at - 1]}, which is out of order"));
                continue;
            }

            set.AddRange(first.Ranges);
        }

        if (at >= source.Length)
        {
            throw new FormatException("has a [ that is not closed");
        }

        at++;
        var whole = new CodePointSet(set);
        return isNegated ? whole.Complement() : whole;
    }

    private CodePointSet Member(ref int at)
    {
        if (source[at] != '\\')
        {
            var rune = Rune.GetRuneAt(source, at);
            at += rune.Utf16SequenceLength;
            return CodePointSet.Of(rune.Value, rune.Value);
        }

        if (at + 1 < source.Length && source[at + 1] == 'b')
        {
            at += 2;
            return CodePointSet.Of('\b', '\b');
        }

        return PatternEscape.Read(source, ref at);
    }
}
