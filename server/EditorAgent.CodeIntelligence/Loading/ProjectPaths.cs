namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Paths as project files write them, made absolute; and how two paths are compared here.</summary>
internal static class ProjectPaths
{
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static StringComparison Comparison { get; } = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Backslashes are accepted everywhere, as MSBuild does.</summary>
    public static string Full(string path, string folder) => Path.GetFullPath(Path.DirectorySeparatorChar == '/' ? path.Replace('\\', '/') : path, folder);

    public static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && path.StartsWith(folder, Comparison) && (path[folder.Length] == Path.DirectorySeparatorChar || folder.EndsWith(Path.DirectorySeparatorChar));

    /// <summary>The directory and all above it, to the root of the file system.</summary>
    public static IEnumerable<string> Upwards(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
