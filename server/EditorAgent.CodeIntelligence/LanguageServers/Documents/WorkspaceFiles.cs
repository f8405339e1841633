using System.Collections.Frozen;
using System.IO.Enumeration;

namespace EditorAgent.CodeIntelligence.LanguageServers.Documents;

/// <summary>The files below the roots with their stamps; what tools made or fetched is left out, links are not followed.</summary>
internal static class WorkspaceFiles
{
    public const int Most = 50_000;

    private static readonly FrozenSet<string> LeftOut =
        new[] { "node_modules", "bower_components", "__pycache__", "venv", "bin", "obj", "artifacts", "target" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>At most <see cref="Most"/>.</summary>
    public static Dictionary<string, FileStamp> List(IEnumerable<string> roots, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var (path, stamp) in Below(root))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (files.Count == Most)
                {
                    return files;
                }

                files[path] = stamp;
            }
        }

        return files;
    }

    private static FileSystemEnumerable<(string Path, FileStamp Stamp)> Below(string root) =>
        new(
            root,
            (ref FileSystemEntry entry) => (entry.ToFullPath(), new FileStamp(entry.LastWriteTimeUtc.UtcTicks, entry.Length)),
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLeftOut(entry.FileName),
        };

    private static bool IsLeftOut(ReadOnlySpan<char> name) => name.StartsWith('.') || LeftOut.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
}
