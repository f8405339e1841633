using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>A regular expression that is asked line by line, with a fast way to lines that can match. Bears concurrent use.</summary>
internal sealed class LinePattern
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(2);

    /// <summary>Null when the pattern means itself and finding its bytes is already the match.</summary>
    private readonly Regex? regex;

    private readonly string plain;

    private LinePattern(string plain, Regex? regex, ImmutableArray<ByteLiteral> literals)
    {
        this.plain = plain;
        this.regex = regex;
        this.Literals = literals;
    }

    /// <summary>One of them occurs in every matching line; empty when any line may match.</summary>
    public ImmutableArray<ByteLiteral> Literals { get; }

    public bool IsPlain => this.regex is null;

    /// <summary>As it was given.</summary>
    public string Text => this.plain;

    /// <exception cref="ArgumentException">The pattern is malformed; the message says where.</exception>
    public static LinePattern Parse(string pattern, bool ignoreCase)
    {
        if (!ignoreCase && RequiredLiterals.IsPlain(pattern) && pattern.Length > 0)
        {
            return new LinePattern(pattern, null, [ByteLiteral.Create(pattern, false)!]);
        }

        var regex = Compile(pattern, RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        var literals = RequiredLiterals.Of(pattern).Select(text => ByteLiteral.Create(text, ignoreCase)).ToList();
        return new LinePattern(pattern, regex, literals.Contains(null) ? [] : [.. literals!]);
    }

    /// <param name="line">Without its line feed.</param>
    public bool IsMatch(ReadOnlySpan<char> line) => this.regex!.IsMatch(line);

    /// <summary>Where in the line the first match begins, to show a very long line there.</summary>
    public int StartIn(string line)
    {
        if (this.regex is null)
        {
            return Math.Max(0, line.IndexOf(this.plain, StringComparison.Ordinal));
        }

        foreach (var match in this.regex.EnumerateMatches(line))
        {
            return match.Index;
        }

        return 0;
    }

    /// <summary>An automaton cannot be driven into exponential time; patterns it does not know are guarded by the time limit.</summary>
    private static Regex Compile(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, LongestMatch);
        }
    }
}
