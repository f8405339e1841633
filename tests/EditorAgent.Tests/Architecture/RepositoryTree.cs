namespace EditorAgent.Tests.Architecture;

/// <summary>The checked-out tree, without what builds leave behind.</summary>
internal static class RepositoryTree
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", ".git", "fixtures", "artifacts"];

    public static string Root { get; } = FindRoot();

    public static string Architecture => Path.Combine(Root, "server", "ARCHITECTURE.md");

    public static IEnumerable<string> Directories(params string[] tops) =>
        tops.Select(top => Path.Combine(Root, top)).Where(Directory.Exists).SelectMany(Below);

    public static IEnumerable<string> Files(string pattern, params string[] tops) =>
        Directories(tops).SelectMany(directory => Directory.EnumerateFiles(directory, pattern));

    private static IEnumerable<string> Below(string directory) => Directory
        .EnumerateDirectories(directory)
        .Where(child => !Skipped.Contains(Path.GetFileName(child)))
        .SelectMany(Below)
        .Prepend(directory);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "EditorAgent.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return directory.FullName;
    }
}
