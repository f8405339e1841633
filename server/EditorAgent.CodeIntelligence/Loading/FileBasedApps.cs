using System.Collections.Immutable;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Programs that are one C# file outside any project; they begin with <c>#!</c> or <c>#:</c>.</summary>
internal static class FileBasedApps
{
    private const int MostLooked = 500;

    public static ImmutableArray<UncoveredProject> Below(string root, IEnumerable<string> projects)
    {
        var folders = projects.Select(Path.GetDirectoryName).ToHashSet(ProjectPaths.Comparer);
        if (folders.Contains(root))
        {
            return [];
        }

        var set = new SourceSet(root, ".cs");
        return
        [
            .. WorkspaceWalk.Over([set]).FilesOf(set)
                .Where(path => !ProjectPaths.Upwards(Path.GetDirectoryName(path)).TakeWhile(folder => folder != root).Any(folders.Contains))
                .Take(MostLooked)
                .Where(IsApp)
                .Select(path => new UncoveredProject(path, "file-based app, declarations only")),
        ];
    }

    private static bool IsApp(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            return reader.ReadLine() is { } line && (line.StartsWith("#!", StringComparison.Ordinal) || line.StartsWith("#:", StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
