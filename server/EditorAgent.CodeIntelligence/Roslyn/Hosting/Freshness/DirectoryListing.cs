using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>A directory as it was when it was read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Stamp">Of the directory, before it was read.</param>
/// <param name="SeenAt">When it was read.</param>
internal sealed record DirectoryListing(string Path, FileStamp Stamp, DateTimeOffset SeenAt)
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    /// <summary>C# sources and files that builds look for, absolute.</summary>
    public required IReadOnlySet<string> Files { get; init; }

    public required IReadOnlySet<string> Directories { get; init; }

    public static DirectoryListing Read(string path, TimeProvider time)
    {
        var seenAt = time.GetUtcNow();
        var stamp = FileStamp.OfDirectory(path);
        var files = new HashSet<string>(FilePaths.Comparer);
        var directories = new HashSet<string>(FilePaths.Comparer);
        try
        {
            foreach (var entry in stamp.Exists ? new DirectoryInfo(path).EnumerateFileSystemInfos() : [])
            {
                if (entry is FileInfo)
                {
                    if (IsOfInterest(entry.Name))
                    {
                        files.Add(entry.FullName);
                    }
                }
                else if (!IsSkipped(entry))
                {
                    directories.Add(entry.FullName);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Gone or closed to us while it was read: what was seen so far counts, and its stamp brings us back.
        }

        return new DirectoryListing(path, stamp, seenAt) { Files = files, Directories = directories };
    }

    public bool MayBeOutdated()
    {
        var now = FileStamp.OfDirectory(this.Path);
        return now != this.Stamp || this.Stamp.WasYoungAt(this.SeenAt);
    }

    private static bool IsOfInterest(string name) => name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || BuildInputs.IsBuildFile(name);

    private static bool IsSkipped(FileSystemInfo directory) =>
        directory.Name.StartsWith('.')
        || Skipped.Contains(directory.Name, StringComparer.OrdinalIgnoreCase)
        || directory.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
