namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

/// <summary>How this operating system tells paths apart.</summary>
internal static class FilePaths
{
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static StringComparison Comparison { get; } = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public static bool IsBelow(string path, string directory) =>
        path.Length > directory.Length + 1 && path.StartsWith(directory, Comparison) && path[directory.Length] == Path.DirectorySeparatorChar;
}
