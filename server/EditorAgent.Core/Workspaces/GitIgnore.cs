using System.Collections.Immutable;

namespace EditorAgent.Core.Workspaces;

/// <summary>
/// What git would leave out below one directory: the <c>.gitignore</c> files from the repository's top down to it, and
/// <c>.git/info/exclude</c>. Of all matching lines the last one of the deepest file decides. Immutable; a directory's rules link to its
/// parent's. The user's global excludes are not consulted, so that a session does not depend on the machine.
/// </summary>
public sealed class GitIgnore
{
    private const string FileName = ".gitignore";
    private const int LargestFile = 1024 * 1024;

    private readonly GitIgnore? parent;
    private readonly string directory;
    private readonly ImmutableArray<IgnorePattern> patterns;

    private GitIgnore(GitIgnore? parent, string directory, ImmutableArray<IgnorePattern> patterns)
    {
        this.parent = parent;
        this.directory = directory;
        this.patterns = patterns;
    }

    /// <summary>The rules that reach into <paramref name="directory"/> from above; its own file is not among them yet.</summary>
    /// <param name="directory">An absolute path.</param>
    /// <param name="workspaceRoot">Where to begin when the directory is in no repository.</param>
    public static GitIgnore Above(string directory, string workspaceRoot)
    {
        var top = RepositoryTop(directory) ?? workspaceRoot;
        var rules = new GitIgnore(null, top, Parse(Path.Join(top, ".git", "info", "exclude")));
        if (directory.Length <= top.Length)
        {
            return rules;
        }

        var current = top;
        foreach (var name in Path.GetRelativePath(top, directory).Split(Path.DirectorySeparatorChar))
        {
            rules = rules.Entering(current);
            current = Path.Join(current, name);
        }

        return rules;
    }

    /// <summary>These rules and those of the directory's own file.</summary>
    public GitIgnore Entering(string directory)
    {
        var own = Parse(Path.Join(directory, FileName));
        return own.IsEmpty ? this : new GitIgnore(this, directory, own);
    }

    /// <summary>Whether a file of this name in a listing means that <see cref="Entering"/> has to be called.</summary>
    public static bool IsRuleFile(ReadOnlySpan<char> name) => name.SequenceEqual(FileName);

    /// <param name="absolute">A path directly or deeper below; that no directory on the way is ignored is the caller's knowledge.</param>
    /// <param name="isDirectory">What the path names.</param>
    public bool Ignores(string absolute, bool isDirectory)
    {
        for (var rules = this; rules is not null; rules = rules.parent)
        {
            if (rules.patterns.IsEmpty)
            {
                continue;
            }

            var path = absolute.AsSpan(Path.EndsInDirectorySeparator(rules.directory) ? rules.directory.Length : rules.directory.Length + 1);
            if (Path.DirectorySeparatorChar != '/')
            {
                path = path.ToString().Replace(Path.DirectorySeparatorChar, '/');
            }

            for (var index = rules.patterns.Length - 1; index >= 0; index--)
            {
                if (rules.patterns[index].Matches(path, isDirectory))
                {
                    return !rules.patterns[index].Negated;
                }
            }
        }

        return false;
    }

    private static string? RepositoryTop(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Path.Exists(Path.Join(current, ".git")))
            {
                return current;
            }
        }

        return null;
    }

    private static ImmutableArray<IgnorePattern> Parse(string file)
    {
        try
        {
            using var handle = RegularFile.TryOpen(file);
            if (handle is null || RandomAccess.GetLength(handle) > LargestFile)
            {
                return [];
            }

            using var reader = new StreamReader(new FileStream(handle, FileAccess.Read, 0));
            var patterns = ImmutableArray.CreateBuilder<IgnorePattern>();
            foreach (var line in reader.ReadToEnd().Split('\n'))
            {
                if (IgnorePattern.Parse(line) is { } pattern)
                {
                    patterns.Add(pattern);
                }
            }

            return patterns.ToImmutable();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
