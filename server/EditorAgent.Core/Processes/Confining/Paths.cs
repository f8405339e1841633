namespace EditorAgent.Core.Processes.Confining;

/// <summary>Where absolute paths without links lie to each other.</summary>
internal static class Paths
{
    public static bool IsBelowOrSame(string directory, string path) =>
        directory == "/" || path == directory || (path.Length > directory.Length && path[directory.Length] == '/' && path.StartsWith(directory, StringComparison.Ordinal));

    public static bool IsBelowAny(IEnumerable<string> directories, string path)
    {
        foreach (var directory in directories)
        {
            if (IsBelowOrSame(directory, path))
            {
                return true;
            }
        }

        return false;
    }
}
