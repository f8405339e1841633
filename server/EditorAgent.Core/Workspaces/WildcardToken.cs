using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>One element of a <see cref="WildcardPattern"/>.</summary>
internal readonly record struct WildcardToken(WildcardKind Kind, char Character, CharacterSet? Set)
{
    /// <summary>Accepts no character, so that a pattern with it never matches.</summary>
    public static WildcardToken Nothing { get; } = new(WildcardKind.Set, default, CharacterSet.Empty);

    public bool Repeats => Kind >= WildcardKind.Star;

    public bool Accepts(char character) => Kind switch
    {
        WildcardKind.Literal => character == Character,
        WildcardKind.AnyCharacter => character != '/',
        _ => character != '/' && Set!.Contains(character),
    };

    /// <returns>Null when the pattern is malformed.</returns>
    public static ImmutableArray<WildcardToken>? Parse(string pattern)
    {
        var tokens = ImmutableArray.CreateBuilder<WildcardToken>(pattern.Length);
        for (var at = 0; at < pattern.Length;)
        {
            switch (pattern[at])
            {
                case '\\' when at + 1 == pattern.Length:
                    return null;
                case '\\':
                    tokens.Add(new WildcardToken(WildcardKind.Literal, pattern[at + 1], null));
                    at += 2;
                    break;
                case '?':
                    tokens.Add(new WildcardToken(WildcardKind.AnyCharacter, default, null));
                    at++;
                    break;
                case '[':
                    if (CharacterSet.Parse(pattern, ref at) is not { } set)
                    {
                        return null;
                    }

                    tokens.Add(new WildcardToken(WildcardKind.Set, default, set));
                    break;
                case '*':
                    tokens.Add(ParseStars(pattern, ref at));
                    break;
                default:
                    tokens.Add(new WildcardToken(WildcardKind.Literal, pattern[at], null));
                    at++;
                    break;
            }
        }

        return tokens.ToImmutable();
    }

    private static WildcardToken ParseStars(string pattern, ref int at)
    {
        var start = at;
        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        var whole = at - start > 1 && (start == 0 || pattern[start - 1] == '/');
        if (whole && at == pattern.Length)
        {
            return new WildcardToken(WildcardKind.Rest, default, null);
        }

        if (whole && pattern[at] == '/')
        {
            at++;
            return new WildcardToken(WildcardKind.Directories, default, null);
        }

        return new WildcardToken(WildcardKind.Star, default, null);
    }
}
