namespace EditorAgent.BuiltInTools.Tests;

/// <summary>Whether a project's or solution's tests are xUnit's, as far as the text of project files tells.</summary>
internal static class XunitProject
{
    private const string Package = "xunit.v3";
    private const int MostFiles = 200;

    public static bool Is(string target)
    {
        var directory = Path.GetDirectoryName(target)!;
        if (Path.GetExtension(target).EndsWith("proj", StringComparison.OrdinalIgnoreCase))
        {
            return Names(target) || Above(directory).Any(Names);
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 5, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(directory, "*.*proj", options).Take(MostFiles).Any(Names) || Above(directory).Any(Names);
    }

    private static IEnumerable<string> Above(string directory)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            yield return Path.Combine(current, "Directory.Build.props");
            yield return Path.Combine(current, "Directory.Build.targets");
        }
    }

    private static bool Names(string file)
    {
        try
        {
            return File.Exists(file) && File.ReadAllText(file).Contains(Package, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
