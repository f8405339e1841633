using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>Names and patterns of names, asked for every file of a walk: those without wildcards are looked up, not compared one by one.</summary>
/// <param name="patterns">Lower case, ASCII.</param>
internal sealed class NameSet(ImmutableArray<string> patterns)
{
    private readonly HashSet<string> exact = [.. patterns.Where(pattern => !IsWild(pattern))];
    private readonly ImmutableArray<string> wild = [.. patterns.Where(IsWild)];

    public bool Holds(FoldedName name)
    {
        if (name.Value is not { Length: > 0 } value)
        {
            return false;
        }

        if (this.exact.Contains(value))
        {
            return true;
        }

        foreach (var pattern in this.wild)
        {
            if (Wildcard.Matches(pattern, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return value.Contains('~') && patterns.Any(name.Matches);
    }

    private static bool IsWild(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0;
}
