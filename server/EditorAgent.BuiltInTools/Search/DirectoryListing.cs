using System.IO.Enumeration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>What git does not ignore in one directory. Links are apart: a walk that does not follow them never leaves its tree nor goes in circles.</summary>
internal sealed class DirectoryListing
{
    private static readonly EnumerationOptions Options = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    private DirectoryListing(GitIgnore rules, List<string> files, List<string> directories, int ignored)
    {
        this.Rules = rules;
        this.Files = files;
        this.Directories = directories;
        this.Ignored = ignored;
    }

    /// <summary>The rules for everything below, this directory's own included.</summary>
    public GitIgnore Rules { get; }

    /// <summary>Absolute paths, in no order.</summary>
    public List<string> Files { get; }

    /// <summary>Absolute paths, in no order.</summary>
    public List<string> Directories { get; }

    /// <summary>How many entries were left out because git ignores them.</summary>
    public int Ignored { get; }

    /// <param name="directory">An absolute path; one that is gone or closed to us lists as empty.</param>
    /// <param name="rulesAbove">The rules of the parent.</param>
    public static DirectoryListing Read(string directory, GitIgnore rulesAbove)
    {
        var files = new List<string>();
        var directories = new List<string>();
        var rules = rulesAbove;
        try
        {
            foreach (var (path, isDirectory) in new FileSystemEnumerable<(string Path, bool IsDirectory)>(directory, Entry, Options))
            {
                var name = path.AsSpan(path.Length - Path.GetFileName(path.AsSpan()).Length);
                if (name.SequenceEqual(".git"))
                {
                    continue;
                }

                (isDirectory ? directories : files).Add(path);
                if (GitIgnore.IsRuleFile(name))
                {
                    rules = rulesAbove.Entering(directory);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return new DirectoryListing(rules, [], [], 0);
        }

        var ignored = files.RemoveAll(path => rules.Ignores(path, isDirectory: false))
            + directories.RemoveAll(path => rules.Ignores(path, isDirectory: true));
        return new DirectoryListing(rules, files, directories, ignored);
    }

    private static (string Path, bool IsDirectory) Entry(ref FileSystemEntry entry) =>
        (Path.Join(entry.Directory, entry.FileName), entry.IsDirectory);
}
