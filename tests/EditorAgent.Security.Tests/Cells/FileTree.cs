using System.Security.Cryptography;

namespace EditorAgent.Security.Tests.Cells;

/// <summary>Everything below a directory as it was at one moment: kind, mode, content, link targets. Links are not followed.</summary>
internal sealed class FileTree
{
    private const long LargestHashed = 16 * 1024 * 1024;
    private readonly SortedDictionary<string, string> entries = new(StringComparer.Ordinal);

    private FileTree()
    {
    }

    /// <param name="root">Where to begin.</param>
    /// <param name="except">Absolute paths that are left out with what is below them.</param>
    public static FileTree Of(string root, params string[] except)
    {
        var tree = new FileTree();
        tree.Add(new DirectoryInfo(root), except);
        return tree;
    }

    /// <summary>What has been added, changed or lost, one line each.</summary>
    /// <param name="later">The same directory later.</param>
    /// <param name="allowed">Names of files, or ends of paths, that may differ.</param>
    public IReadOnlyList<string> Differences(FileTree later, IReadOnlyCollection<string> allowed)
    {
        var paths = this.entries.Keys.Union(later.entries.Keys);
        return [.. paths
            .Where(path => this.entries.GetValueOrDefault(path) != later.entries.GetValueOrDefault(path))
            .Where(path => !allowed.Any(name => path.EndsWith("/" + name, StringComparison.Ordinal) || path.Contains($"/{name}/", StringComparison.Ordinal)))
            .Select(path => !later.entries.ContainsKey(path) ? $"lost: {path}" : this.entries.ContainsKey(path) ? $"changed: {path}" : $"new: {path}")];
    }

    private void Add(DirectoryInfo directory, string[] except)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, ReturnSpecialDirectories = false }))
        {
            if (except.Contains(entry.FullName))
            {
                continue;
            }

            this.entries[entry.FullName] = entry.Exists ? Describe(entry) : "a name that is no text";
            if (entry is DirectoryInfo { LinkTarget: null } below)
            {
                this.Add(below, except);
            }
        }
    }

    private static string Describe(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: { } target } => $"link {target}",
        DirectoryInfo => $"directory {entry.UnixFileMode}",
        // What has no length is empty, or nothing that can be read: a pipe, a socket.
        FileInfo { Length: > 0 and < LargestHashed } => $"file {entry.UnixFileMode} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName)))}",
        FileInfo file => $"file {entry.UnixFileMode} {file.Length} {file.LastWriteTimeUtc.Ticks}",
        _ => $"file {entry.UnixFileMode}",
    };
}
