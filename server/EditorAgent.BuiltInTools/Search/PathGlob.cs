using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>
/// A glob as models write it: braces give alternatives, and a pattern without a slash is compared with the file's name at any depth.
/// </summary>
internal sealed class PathGlob
{
    private const int MostAlternatives = 256;

    private readonly List<(WildcardPattern Pattern, bool NameOnly)> alternatives = [];

    private PathGlob()
    {
    }

    /// <returns>Null when the braces stand for too many alternatives.</returns>
    public static PathGlob? Parse(string pattern)
    {
        var expanded = new List<string>();
        var body = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[1..] : pattern;
        if (!Expand(body, expanded))
        {
            return null;
        }

        var glob = new PathGlob();
        foreach (var alternative in expanded)
        {
            glob.alternatives.Add((WildcardPattern.Parse(alternative.TrimStart('/')), !alternative.Contains('/')));
        }

        return glob;
    }

    /// <param name="path">From the searched directory, with forward slashes.</param>
    public bool IsMatch(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var (pattern, nameOnly) in this.alternatives)
        {
            if (pattern.IsMatch(nameOnly ? name : path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Expand(string pattern, List<string> into)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        var parts = new List<string>();
        var close = open < 0 ? -1 : SplitAlternatives(pattern, open, parts);
        if (close < 0)
        {
            into.Add(pattern);
            return into.Count <= MostAlternatives;
        }

        foreach (var part in parts)
        {
            if (!Expand(string.Concat(pattern.AsSpan(0, open), part, pattern.AsSpan(close + 1)), into))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>Where the closing brace is, or -1.</returns>
    private static int SplitAlternatives(string pattern, int open, List<string> parts)
    {
        var depth = 0;
        var start = open + 1;
        for (var at = open; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '{':
                    depth++;
                    break;
                case ',' when depth == 1:
                    parts.Add(pattern[start..at]);
                    start = at + 1;
                    break;
                case '}' when --depth == 0:
                    parts.Add(pattern[start..at]);
                    return at;
            }
        }

        return -1;
    }
}
