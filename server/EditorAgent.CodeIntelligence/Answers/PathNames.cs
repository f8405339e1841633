namespace EditorAgent.CodeIntelligence.Answers;

/// <summary>How answers name files.</summary>
public static class PathNames
{
    /// <summary>From the root with forward slashes; a path outside of it stays absolute; the root itself is <c>.</c>.</summary>
    public static string FromRoot(string root, string absolute)
    {
        var top = Path.TrimEndingDirectorySeparator(root);
        if (absolute.Length > top.Length && absolute.StartsWith(top, StringComparison.Ordinal)
            && (Path.EndsInDirectorySeparator(top) || absolute[top.Length] == Path.DirectorySeparatorChar))
        {
            return Slashed(absolute[top.Length..].TrimStart(Path.DirectorySeparatorChar));
        }

        return absolute == top ? "." : Slashed(absolute);
    }

    private static string Slashed(string path) => Path.DirectorySeparatorChar == '/' ? path : path.Replace(Path.DirectorySeparatorChar, '/');
}
