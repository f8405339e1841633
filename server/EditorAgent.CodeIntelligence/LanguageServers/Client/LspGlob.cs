using System.Text;
using System.Text.RegularExpressions;

namespace EditorAgent.CodeIntelligence.LanguageServers.Client;

/// <summary>The protocol's patterns for paths: <c>*</c> and <c>?</c> within a name, <c>**</c> over names, <c>{a,b}</c>, <c>[a-z]</c>, <c>[!a-z]</c>.</summary>
internal sealed class LspGlob
{
    private const int Longest = 1000;

    private readonly Regex? regex;
    private readonly string root;

    /// <param name="pattern">As the server sent it; what is no pattern matches nothing.</param>
    /// <param name="root">Where a pattern that is not absolute begins; with slashes.</param>
    public LspGlob(string pattern, string root)
    {
        this.root = root.TrimEnd('/') + "/";
        this.regex = Compile(pattern.StartsWith(this.root, StringComparison.Ordinal) ? pattern[this.root.Length..] : pattern);
    }

    /// <param name="path">Absolute, with slashes.</param>
    public bool Matches(string path) =>
        this.regex is not null && path.StartsWith(this.root, StringComparison.Ordinal) && this.regex.IsMatch(path[this.root.Length..]);

    private static Regex? Compile(string pattern)
    {
        if (pattern.Length > Longest)
        {
            return null;
        }

        try
        {
            return new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder("^");
        var groups = 0;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*' when at + 1 < pattern.Length && pattern[at + 1] == '*':
                    at++;
                    if (at + 1 < pattern.Length && pattern[at + 1] == '/')
                    {
                        at++;
                        regex.Append("(.*/)?");
                    }
                    else
                    {
                        regex.Append(".*");
                    }

                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '{':
                    groups++;
                    regex.Append('(');
                    break;
                case '}' when groups > 0:
                    groups--;
                    regex.Append(')');
                    break;
                case ',' when groups > 0:
                    regex.Append('|');
                    break;
                case '[' when pattern.IndexOf(']', at) is var end and > 0:
                    var set = pattern[(at + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal);
                    regex.Append('[').Append(set.StartsWith('!') ? "^" + set[1..] : set).Append(']');
                    at = end;
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[at].ToString()));
                    break;
            }
        }

        return regex.Append('$').ToString();
    }
}
