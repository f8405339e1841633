using System.Collections.Immutable;
using System.Text;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>
/// Texts of which at least one must occur in every match of a regular expression. Reads the pattern conservatively: whatever is not
/// surely required is left out, and a construct it does not know gives no literals at all.
/// </summary>
internal sealed class RequiredLiterals
{
    private const int MostAlternatives = 8;

    private readonly string pattern;
    private readonly List<string> alternatives = [];
    private readonly StringBuilder run = new();
    private string best = "";
    private int at;

    private RequiredLiterals(string pattern) => this.pattern = pattern;

    /// <returns>Empty when nothing is required.</returns>
    public static ImmutableArray<string> Of(string pattern) => new RequiredLiterals(pattern).Read();

    /// <summary>Whether the pattern means itself, character by character.</summary>
    public static bool IsPlain(string pattern) => !pattern.AsSpan().ContainsAny(@"\*+?|{}[]()^$.#");

    private ImmutableArray<string> Read()
    {
        while (this.at < this.pattern.Length)
        {
            if (!this.ReadElement())
            {
                return [];
            }
        }

        this.EndAlternative();
        return this.alternatives.Count <= MostAlternatives && this.alternatives.TrueForAll(Usable) ? [.. this.alternatives] : [];
    }

    private static bool Usable(string literal) => literal.Length > 0 && !literal.AsSpan().ContainsAnyInRange('\ud800', '\udfff');

    /// <returns>False for what this reader does not know.</returns>
    private bool ReadElement()
    {
        var character = this.pattern[this.at];
        switch (character)
        {
            case '|':
                this.at++;
                this.EndAlternative();
                return true;
            case '.' or '^' or '$':
                this.at++;
                this.EndRun();
                return true;
            case '+':
                this.at++;
                this.EndRun();
                return true;
            case '*' or '?':
                this.at++;
                this.DropLast();
                return true;
            case '{':
                return this.ReadBrace();
            case '[':
                this.EndRun();
                return this.SkipSet();
            case '(':
                this.EndRun();
                return this.SkipGroup();
            case '\\':
                return this.ReadEscape();
            default:
                this.at++;
                this.run.Append(character);
                return true;
        }
    }

    private bool ReadEscape()
    {
        if (this.at + 1 == this.pattern.Length)
        {
            return false;
        }

        var escaped = this.pattern[this.at + 1];
        this.at += 2;
        if (!char.IsAsciiLetterOrDigit(escaped) && escaped != '_')
        {
            this.run.Append(escaped);
            return true;
        }

        this.EndRun();
        return "bBwWdDsSAzZtnrfve".Contains(escaped, StringComparison.Ordinal);
    }

    /// <summary>A repetition count makes what precedes it optional, for it may be zero; any other brace is a character.</summary>
    private bool ReadBrace()
    {
        var end = this.at + 1;
        while (end < this.pattern.Length && (char.IsAsciiDigit(this.pattern[end]) || this.pattern[end] == ','))
        {
            end++;
        }

        if (end == this.at + 1 || end == this.pattern.Length || this.pattern[end] != '}')
        {
            this.at++;
            this.run.Append('{');
            return true;
        }

        this.at = end + 1;
        this.DropLast();
        return true;
    }

    private bool SkipSet()
    {
        var start = ++this.at;
        if (this.at < this.pattern.Length && this.pattern[this.at] == '^')
        {
            start = ++this.at;
        }

        for (; this.at < this.pattern.Length; this.at++)
        {
            switch (this.pattern[this.at])
            {
                case '\\':
                    this.at++;
                    break;
                case '[':
                    return false;
                case ']' when this.at > start:
                    this.at++;
                    return true;
            }
        }

        return false;
    }

    private bool SkipGroup()
    {
        var depth = 0;
        while (this.at < this.pattern.Length)
        {
            switch (this.pattern[this.at])
            {
                case '\\':
                    this.at += 2;
                    continue;
                case '[':
                    if (!this.SkipSet())
                    {
                        return false;
                    }

                    continue;
                case '(' when this.SetsOptions():
                    return false;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    this.at++;
                    return true;
            }

            this.at++;
        }

        return false;
    }

    /// <summary>Options in the pattern could change what a literal means.</summary>
    private bool SetsOptions() =>
        this.at + 2 < this.pattern.Length && this.pattern[this.at + 1] == '?' && !":=!<>'".Contains(this.pattern[this.at + 2], StringComparison.Ordinal);

    private void DropLast()
    {
        if (this.run.Length > 0)
        {
            this.run.Length--;
        }

        this.EndRun();
    }

    private void EndRun()
    {
        if (this.run.Length > this.best.Length)
        {
            this.best = this.run.ToString();
        }

        this.run.Clear();
    }

    private void EndAlternative()
    {
        this.EndRun();
        this.alternatives.Add(this.best);
        this.best = "";
    }
}
