using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Enumeration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.CodeIntelligence.Index;

/// <summary>
/// One look over the workspace: every C# file and every file that says which project it belongs to. Left out are build output, packages,
/// dot folders and what git ignores. Links are not followed, so the walk ends and stays inside.
/// </summary>
public sealed record SourceSweep(ImmutableArray<SweptFile> Sources, ImmutableArray<SweptFile> Projects)
{
    private static readonly HashSet<string> SkippedDirectories = new(StringComparer.Ordinal) { "bin", "obj", "node_modules", "artifacts", "TestResults" };
    private static readonly HashSet<string> ProjectEndings = new(StringComparer.OrdinalIgnoreCase) { ".csproj", ".fsproj", ".vbproj", ".sln", ".slnx" };
    private static readonly HashSet<string> ProjectNames = new(StringComparer.OrdinalIgnoreCase) { "Directory.Build.props", "Directory.Packages.props", "global.json" };

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = true, ReturnSpecialDirectories = false };

    /// <summary>Both lists are ordered by path.</summary>
    public static SourceSweep Of(string root, CancellationToken cancellationToken)
    {
        var (sources, projects) = (new ConcurrentBag<SweptFile>(), new ConcurrentBag<SweptFile>());
        var level = new ConcurrentBag<(string Directory, GitIgnore Rules)> { (root, GitIgnore.Above(root, root)) };
        while (!level.IsEmpty)
        {
            var next = new ConcurrentBag<(string Directory, GitIgnore Rules)>();
            Parallel.ForEach(level, new ParallelOptions { CancellationToken = cancellationToken }, work => Visit(work.Directory, work.Rules, next, sources, projects));
            level = next;
        }

        return new SourceSweep(Ordered(sources), Ordered(projects));
    }

    private static void Visit(string directory, GitIgnore above, ConcurrentBag<(string Directory, GitIgnore Rules)> next, ConcurrentBag<SweptFile> sources, ConcurrentBag<SweptFile> projects)
    {
        var directories = new List<string>();
        var files = new List<(SweptFile File, bool IsSource)>();
        var rules = above;
        try
        {
            var entries = new FileSystemEnumerable<(string? Name, bool IsDirectory, FileStamp Stamp, bool IsRules)>(directory, Read, Everything);
            foreach (var (name, isDirectory, stamp, isRules) in entries)
            {
                if (isRules)
                {
                    rules = above.Entering(directory);
                }
                else if (name is not null && isDirectory)
                {
                    directories.Add(Path.Join(directory, name));
                }
                else if (name is not null)
                {
                    files.Add((new SweptFile(Path.Join(directory, name), stamp), name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)));
                }
            }
        }
        catch (Exception vanished) when (vanished is IOException or UnauthorizedAccessException)
        {
            // What goes away while it is looked at was not there.
        }

        foreach (var (file, isSource) in files.Where(entry => !rules.Ignores(entry.File.Path, isDirectory: false)))
        {
            (isSource ? sources : projects).Add(file);
        }

        foreach (var child in directories.Where(child => !rules.Ignores(child, isDirectory: true)))
        {
            next.Add((child, rules));
        }
    }

    /// <summary>Asks the system for time and size of the files that count, and of no other.</summary>
    private static (string? Name, bool IsDirectory, FileStamp Stamp, bool IsRules) Read(ref FileSystemEntry entry)
    {
        var name = entry.FileName;
        if (entry.IsDirectory)
        {
            var isSkipped = name[0] == '.' || SkippedDirectories.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) || entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
            return (isSkipped ? null : name.ToString(), true, default, false);
        }

        if (GitIgnore.IsRuleFile(name))
        {
            return (null, false, default, true);
        }

        var counts = name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            || ProjectEndings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(Path.GetExtension(name))
            || ProjectNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        return !counts || entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
            ? (null, false, default, false)
            : (name.ToString(), false, new FileStamp(entry.LastWriteTimeUtc.UtcTicks, entry.Length), false);
    }

    private static ImmutableArray<SweptFile> Ordered(ConcurrentBag<SweptFile> files)
    {
        var all = files.ToArray();
        Array.Sort(all, (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return [.. all];
    }
}
