using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace EditorAgent.CodeIntelligence.LanguageServers.Engine;

/// <summary>A search for names: words that must all occur as beginnings of parts of the name (<c>OrdServ Load</c>), or a pattern with <c>*</c> and <c>?</c>.</summary>
internal sealed partial class NameQuery
{
    private readonly ImmutableArray<string> words;
    private readonly Regex? pattern;

    public NameQuery(string query)
    {
        var text = query.Trim();
        if (text.AsSpan().ContainsAny('*', '?'))
        {
            var body = Regex.Escape(text).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal);
            this.pattern = new Regex($"^({body}|.*[.]{body})$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);
        }

        this.words = [.. Words().Matches(text).Select(word => word.Value)];
    }

    /// <summary>What a server or a text is asked for: the longest piece that the name must hold.</summary>
    public string Longest => this.words.SelectMany(word => Humps().Matches(word).Select(hump => hump.Value)).MaxBy(hump => hump.Length) ?? "";

    /// <summary>The last word whole: what a server is asked for first.</summary>
    public string Last => this.words.LastOrDefault() ?? "";

    /// <returns>0 for no match; the higher the better.</returns>
    public int Rank(string name, string fullName)
    {
        if (this.pattern is not null)
        {
            return this.pattern.IsMatch(name) || this.pattern.IsMatch(fullName) ? 1 : 0;
        }

        if (this.words.IsEmpty)
        {
            return 0;
        }

        if (!this.words.All(word => Matches(word, fullName)) || !this.words.Any(word => Matches(word, name)))
        {
            return 0;
        }

        var last = this.words[^1];
        return name.Equals(last, StringComparison.Ordinal) ? 5
            : name.Equals(last, StringComparison.OrdinalIgnoreCase) ? 4
            : name.StartsWith(last, StringComparison.OrdinalIgnoreCase) ? 3
            : Matches(last, name) ? 2 : 1;
    }

    /// <summary>Holds it, or has its humps in order: <c>OrdServ</c> is in <c>OrderService</c>.</summary>
    private static bool Matches(string word, string name)
    {
        if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var at = 0;
        foreach (var hump in Humps().Matches(word).Select(hump => hump.Value))
        {
            at = name.IndexOf(hump, at, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            at += hump.Length;
        }

        return Humps().Count(word) > 1;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}_$]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{Nd}$]+|\p{Lu}+|[^\p{L}_$]+", RegexOptions.CultureInvariant)]
    private static partial Regex Humps();
}
