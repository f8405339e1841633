using System.IO.Enumeration;

namespace EditorAgent.CodeIntelligence.Index.Questions;

/// <summary>How well a name fits what someone looks for; less is better.</summary>
internal enum Fit
{
    Exact,
    ExactButCase,
    Prefix,
    Humps,
    InnerHumps,
    Part,
    None,
}

/// <summary>One word of a search: letters, humps of a name, or wildcards.</summary>
internal sealed class SymbolPattern(string word)
{
    private readonly bool isWildcard = word.AsSpan().ContainsAny('*', '?');

    /// <summary>A small word that is no hump pattern, or one whose later capitals begin humps.</summary>
    private readonly bool hasHumps = word.Skip(1).Any(char.IsUpper);

    public string Word => word;

    public Fit Match(string name)
    {
        if (this.isWildcard)
        {
            return FileSystemName.MatchesSimpleExpression(word, name, ignoreCase: true) ? Fit.Exact : Fit.None;
        }

        if (name.Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            return name == word ? Fit.Exact : Fit.ExactButCase;
        }

        if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return Fit.Prefix;
        }

        if (this.hasHumps && Humps(word, 0, name, 0))
        {
            return char.ToUpperInvariant(name[0]) == char.ToUpperInvariant(word[0]) ? Fit.Humps : Fit.InnerHumps;
        }

        return name.Contains(word, StringComparison.OrdinalIgnoreCase) ? Fit.Part : Fit.None;
    }

    /// <summary>Each capital of the pattern begins a hump of the name, what follows it goes on in that hump; humps between may be left out.</summary>
    private static bool Humps(string pattern, int at, string name, int from)
    {
        if (at == pattern.Length)
        {
            return true;
        }

        for (var hump = from; hump < name.Length; hump++)
        {
            if (!IsHump(name, hump) || char.ToUpperInvariant(name[hump]) != char.ToUpperInvariant(pattern[at]))
            {
                continue;
            }

            var (next, position) = (at + 1, hump + 1);
            while (next < pattern.Length && !char.IsUpper(pattern[next]) && position < name.Length && char.ToUpperInvariant(name[position]) == char.ToUpperInvariant(pattern[next]))
            {
                next++;
                position++;
            }

            // A pattern's piece that ends inside a hump has no shorter reading, so the first hump that takes it is as good as any.
            if (next == pattern.Length || char.IsUpper(pattern[next]))
            {
                return Humps(pattern, next, name, position);
            }
        }

        return false;
    }

    private static bool IsHump(string name, int at) =>
        at == 0 || char.IsUpper(name[at]) || name[at - 1] == '_' || (char.IsDigit(name[at]) && !char.IsDigit(name[at - 1]));
}
