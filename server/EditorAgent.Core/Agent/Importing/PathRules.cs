using System.Collections.Immutable;

namespace EditorAgent.Core.Agent.Importing;

/// <summary>What another program's rule says of paths, as our globs, in which names with a leading dot are names like any other.</summary>
internal static class PathRules
{
    /// <returns>Subjects, of which the empty one means every path; or why there are none.</returns>
    public static (ImmutableArray<string> Paths, string? Why) Translate(bool isAllowed, string subject, RuleDialect dialect)
    {
        if (subject.Length == 0 || (!isAllowed && subject is "*" or "**"))
        {
            return isAllowed && subject.Length > 0 && dialect == RuleDialect.Kimi ? ([], Dots) : ([""], null);
        }

        if (subject[0] == '!' || subject.AsSpan().IndexOfAny("[]{}()|\\") >= 0)
        {
            return ([], "it uses a form of glob that has no meaning here ([ ], { }, ! or \\); write it with * and **");
        }

        var path = subject;
        if (dialect == RuleDialect.Claude)
        {
            if (path.StartsWith("//", StringComparison.Ordinal))
            {
                path = path[1..];
            }
            else if (path[0] == '/')
            {
                return ([], "a leading slash means the folder of its settings file there; write the path from the workspace's root or the whole path");
            }
        }

        path = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (path.Length == 0 || path.Split('/').Contains(".."))
        {
            return ([], "it leads out of the workspace with ..; write the whole path");
        }

        return isAllowed ? Allowed(path, dialect) : (Restricted(path), null);
    }

    private const string Dots = "its ** passes over names with a leading dot, which ours does not, so ours would allow more; write it by hand if you mean them too";

    private static (ImmutableArray<string> Paths, string? Why) Allowed(string path, RuleDialect dialect) =>
        dialect != RuleDialect.Claude && path.Contains('*', StringComparison.Ordinal) ? ([], Dots)
        : path.EndsWith('/') ? ([$"{path}**"], null)
        : ([path], null);

    /// <summary>A name speaks of a directory and so of all that is in it.</summary>
    private static ImmutableArray<string> Restricted(string path)
    {
        var bare = path.TrimEnd('/');
        var last = bare[(bare.LastIndexOf('/') + 1)..];
        return last.Contains('*', StringComparison.Ordinal) && last != "**" ? [bare, $"{bare}/**"] : [bare];
    }
}
