using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// A path pattern with git's meaning: <c>*</c> and <c>?</c> stop at slashes, <c>**</c> between slashes spans directories, brackets hold
/// sets, a backslash takes the next character as it is. Matching takes at most time proportional to pattern times text.
/// </summary>
public sealed class WildcardPattern
{
    private readonly ImmutableArray<WildcardToken> tokens;

    private WildcardPattern(ImmutableArray<WildcardToken> tokens) => this.tokens = tokens;

    /// <summary>A malformed pattern (open bracket, lone backslash at the end) matches nothing.</summary>
    public static WildcardPattern Parse(string pattern) => new(WildcardToken.Parse(pattern) ?? [WildcardToken.Nothing]);

    public bool IsMatch(ReadOnlySpan<char> path)
    {
        var width = path.Length + 1;
        var cells = (this.tokens.Length + 1) * width;
        Span<bool> failed = cells <= 1024 ? stackalloc bool[cells] : new bool[cells];
        failed.Clear();
        return this.Match(path, 0, 0, failed, width);
    }

    private bool Match(ReadOnlySpan<char> path, int token, int at, Span<bool> failed, int width)
    {
        var startToken = token;
        var startAt = at;
        if (failed[(startToken * width) + startAt])
        {
            return false;
        }

        for (; token < this.tokens.Length; token++)
        {
            var current = this.tokens[token];
            if (current.Repeats)
            {
                if (this.MatchRepeating(path, token, at, failed, width))
                {
                    return true;
                }

                break;
            }

            if (at == path.Length || !current.Accepts(path[at]))
            {
                break;
            }

            at++;
        }

        if (token == this.tokens.Length && at == path.Length)
        {
            return true;
        }

        failed[(startToken * width) + startAt] = true;
        return false;
    }

    private bool MatchRepeating(ReadOnlySpan<char> path, int token, int at, Span<bool> failed, int width)
    {
        var kind = this.tokens[token].Kind;
        while (true)
        {
            // "**/" may swallow whole directories only: it ends at the beginning or behind a slash.
            if ((kind != WildcardKind.Directories || at == 0 || path[at - 1] == '/') && this.Match(path, token + 1, at, failed, width))
            {
                return true;
            }

            if (at == path.Length || (kind == WildcardKind.Star && path[at] == '/'))
            {
                return false;
            }

            at++;
        }
    }
}
