namespace EditorAgent.Core.Workspaces;

/// <summary>Where a path really leads, links followed one by one as the system does it.</summary>
internal abstract record RealPath
{
    /// <summary>The usual limit of systems, after which a chain of links counts as a loop.</summary>
    private const int MostLinks = 40;

    private RealPath()
    {
    }

    /// <param name="Path">No component that exists is a link; what follows the deepest existing component does not exist yet.</param>
    public sealed record Found(string Path) : RealPath;

    /// <summary>A link on the way leads to nothing, to itself, or beyond what may be looked at.</summary>
    public sealed record Dangling : RealPath;

    /// <param name="path">An absolute, normalised path.</param>
    public static RealPath Of(string path)
    {
        var current = Path.GetPathRoot(path)!;
        var pending = new Stack<string>();
        Push(pending, path[current.Length..]);
        var links = 0;
        var missing = false;

        // While more names than this are pending, the next one comes from a link's target and has to exist.
        var afterLink = int.MaxValue;
        while (pending.Count > 0)
        {
            var fromLink = pending.Count > afterLink;
            afterLink = fromLink ? afterLink : int.MaxValue;
            var name = pending.Pop();
            if (name == "..")
            {
                // Only a link's target can still say "..": the given path was normalised.
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Join(current, name);
            var target = missing ? null : TargetOf(next);
            if (target is null)
            {
                missing = missing || !Path.Exists(next);
                if (missing && fromLink)
                {
                    return new Dangling();
                }

                current = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return new Dangling();
            }

            afterLink = Math.Min(afterLink, pending.Count);
            if (Path.IsPathRooted(target))
            {
                current = Path.GetPathRoot(target)!;
                target = target[current.Length..];
            }

            Push(pending, target);
        }

        return new Found(current);
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void Push(Stack<string> pending, string path)
    {
        var names = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var index = names.Length - 1; index >= 0; index--)
        {
            if (names[index] != ".")
            {
                pending.Push(names[index]);
            }
        }
    }
}
