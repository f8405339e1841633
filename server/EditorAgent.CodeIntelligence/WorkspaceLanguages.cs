namespace EditorAgent.CodeIntelligence;

/// <summary>
/// What a workspace holds to understand, as far as a short look tells: the first few thousand entries, nearest to the root first. A session's
/// tools are fixed when it begins, because they are part of the prompt prefix that vendors cache.
/// </summary>
public sealed record WorkspaceLanguages
{
    private const int MostEntries = 3_000;

    public bool HasCSharp { get; init; }

    /// <summary>Whether any engine offers code actions here.</summary>
    public bool HasCodeActions { get; init; }

    /// <summary>Whether a language server serves any of the files seen.</summary>
    public bool HasServed { get; init; }

    public bool HasAny => this.HasCSharp || this.HasServed;

    /// <param name="root">The workspace.</param>
    /// <param name="isServed">Whether a language server serves files of an extension, dot included.</param>
    /// <param name="hasCodeActions">Whether the SDK's fixers exist; asked only where there is C#.</param>
    public static WorkspaceLanguages In(string root, Func<string, bool> isServed, Func<bool> hasCodeActions)
    {
        var extensions = ExtensionsBelow(root);
        var hasCSharp = extensions.Overlaps([".cs", ".csproj", ".sln", ".slnx"]);
        var hasServed = extensions.Any(isServed);
        return new WorkspaceLanguages { HasCSharp = hasCSharp, HasServed = hasServed, HasCodeActions = hasServed || (hasCSharp && hasCodeActions()) };
    }

    private static HashSet<string> ExtensionsBelow(string root)
    {
        var extensions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var directories = new Queue<DirectoryInfo>([new DirectoryInfo(root)]);
        var entries = 0;
        while (directories.TryDequeue(out var directory) && entries < MostEntries)
        {
            foreach (var entry in EntriesOf(directory))
            {
                if (++entries >= MostEntries)
                {
                    break;
                }

                if (entry is not DirectoryInfo below)
                {
                    extensions.Add(entry.Extension);
                }
                else if (!below.Name.StartsWith('.') && !IsSkipped(below.Name) && below.LinkTarget is null)
                {
                    directories.Enqueue(below);
                }
            }
        }

        return extensions;
    }

    private static bool IsSkipped(string name) => name is "bin" or "obj" or "node_modules" or "artifacts" or "packages" or "TestResults";

    private static IEnumerable<FileSystemInfo> EntriesOf(DirectoryInfo directory)
    {
        try
        {
            return directory.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 });
        }
        catch (IOException)
        {
            return [];
        }
    }
}
