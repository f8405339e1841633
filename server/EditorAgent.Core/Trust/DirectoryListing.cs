using System.Collections.Immutable;
using System.IO.Enumeration;

namespace EditorAgent.Core.Trust;

/// <summary>What of a directory matters to a fingerprint.</summary>
/// <param name="Files">Names of what is no directory and counts by its own name, links and special files among them.</param>
/// <param name="OtherFiles">Names of the rest; they count only where everything does.</param>
/// <param name="Directories">Names of real directories, worth walking into.</param>
/// <param name="DirectoryLinks">Names of links, which are not followed.</param>
/// <param name="Entries">How many there are in all.</param>
internal sealed record DirectoryListing(
    ImmutableArray<string> Files, ImmutableArray<string> OtherFiles, ImmutableArray<string> Directories, ImmutableArray<string> DirectoryLinks, int Entries)
{
    /// <summary>Beyond this a single directory is no directory of sources.</summary>
    public const int MostEntries = 200_000;

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false, ReturnSpecialDirectories = false };

    /// <param name="directory">Absolute.</param>
    /// <param name="takesAll">Whether every file counts.</param>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    /// <exception cref="IOException">It has gone.</exception>
    public static DirectoryListing Read(string directory, bool takesAll)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        var others = ImmutableArray.CreateBuilder<string>();
        var directories = ImmutableArray.CreateBuilder<string>();
        var links = ImmutableArray.CreateBuilder<string>();
        var isBesideProject = false;
        var entries = 0;
        foreach (var (name, attributes) in new FileSystemEnumerable<(string Name, FileAttributes Attributes)>(
            directory, (ref FileSystemEntry entry) => (entry.FileName.ToString(), AttributesOf(ref entry)), Everything))
        {
            if (++entries > MostEntries)
            {
                break;
            }

            var isNamed = ExecutionFiles.IsNamed(name);
            isBesideProject |= isNamed && ExecutionFiles.IsProject(name);
            if (attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                (isNamed ? files : links).Add(name);
            }
            else if (attributes.HasFlag(FileAttributes.Directory))
            {
                directories.Add(name);
            }
            else if (isNamed)
            {
                files.Add(name);
            }
            else if (takesAll)
            {
                others.Add(name);
            }
        }

        if (!takesAll)
        {
            directories.RemoveAll(name => ExecutionFiles.IsPackages(name) || (isBesideProject && ExecutionFiles.IsBuildOutput(name)));
        }

        return new DirectoryListing(files.ToImmutable(), others.ToImmutable(), directories.ToImmutable(), links.ToImmutable(), entries);
    }

    private static FileAttributes AttributesOf(ref FileSystemEntry entry) =>
        (entry.IsDirectory ? FileAttributes.Directory : FileAttributes.None) | (entry.Attributes & FileAttributes.ReparsePoint);
}
