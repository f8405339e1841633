using System.IO.Enumeration;

namespace EditorAgent.CodeIntelligence.Loading;

/// <summary>Files that belong to source sets, found by one pass over the directories.</summary>
internal sealed class WorkspaceWalk
{
    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private readonly string[] files;

    private WorkspaceWalk(string[] files) => this.files = files;

    public static WorkspaceWalk Over(IEnumerable<SourceSet> sets)
    {
        var (extensions, folders) = (new HashSet<string>(ProjectPaths.Comparer), new HashSet<string>(ProjectPaths.Comparer));
        foreach (var set in sets)
        {
            extensions.Add(set.Extension);
            folders.Add(set.Directory);
        }

        string[] wanted = [.. extensions];
        var files = new List<string>();
        foreach (var root in folders.Where(folder => !ProjectPaths.Upwards(Path.GetDirectoryName(folder)).Any(above => folders.Contains(above) && !IsSkipped(Path.Join(folder, "file"), above))))
        {
            if (Directory.Exists(root))
            {
                files.AddRange(new FileSystemEnumerable<string>(root, (ref entry) => entry.ToFullPath(), Options)
                {
                    ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && IsWanted(entry.FileName, wanted),
                    ShouldRecursePredicate = (ref entry) => !WorkspaceListing.IsSkipped(entry.FileName),
                });
            }
        }

        files.Sort(StringComparer.Ordinal);
        return new WorkspaceWalk([.. files]);
    }

    private static bool IsWanted(ReadOnlySpan<char> name, string[] extensions)
    {
        var extension = Path.GetExtension(name);
        foreach (var wanted in extensions)
        {
            if (extension.Equals(wanted, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In ordinal order.</summary>
    public IEnumerable<string> FilesOf(SourceSet set)
    {
        var prefix = set.Directory.EndsWith(Path.DirectorySeparatorChar) ? set.Directory : set.Directory + Path.DirectorySeparatorChar;
        var at = Array.BinarySearch(this.files, prefix, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < this.files.Length && this.files[at].StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            if (Path.GetExtension(this.files[at].AsSpan()).Equals(set.Extension, StringComparison.Ordinal))
            {
                yield return this.files[at];
            }
        }
    }

    /// <summary>Whether a file below a directory lies where no walk from there comes.</summary>
    public static bool IsSkipped(string file, string folder)
    {
        for (var above = Path.GetDirectoryName(file); above is not null && above.Length > folder.Length; above = Path.GetDirectoryName(above))
        {
            if (WorkspaceListing.IsSkipped(Path.GetFileName(above.AsSpan())))
            {
                return true;
            }
        }

        return false;
    }
}
