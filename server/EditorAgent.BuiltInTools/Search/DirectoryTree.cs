using System.Globalization;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.BuiltInTools.Search;

/// <summary>Collects the drawing of a tree, one entry a line, directories with a slash, deeper levels indented.</summary>
internal sealed class DirectoryTree(Func<string, bool> isHidden, CancellationToken cancellationToken)
{
    private const int MostEntries = 1000;

    private readonly StringBuilder text = new();
    private int entries;
    private int ignored;

    public void Append(string directory, GitIgnore rulesAbove, int depth) => this.Append(directory, rulesAbove, depth, 0);

    public override string ToString()
    {
        var notes = new List<string>();
        if (this.entries > MostEntries)
        {
            notes.Add($"{this.entries - MostEntries} more entries not shown: list a subdirectory");
        }

        if (this.ignored > 0)
        {
            notes.Add($"{this.ignored} ignored by git");
        }

        var tree = this.entries == 0 ? "(empty)\n" : this.text.ToString();
        return notes.Count == 0 ? tree.TrimEnd('\n') : $"{tree}({string.Join("; ", notes)})";
    }

    private void Append(string directory, GitIgnore rulesAbove, int depth, int level)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var listing = DirectoryListing.Read(directory, rulesAbove);
        this.ignored += listing.Ignored;
        listing.Directories.RemoveAll(child => isHidden(child));
        listing.Files.RemoveAll(file => isHidden(file));
        listing.Directories.Sort(StringComparer.Ordinal);
        listing.Files.Sort(StringComparer.Ordinal);
        foreach (var child in listing.Directories)
        {
            this.AppendEntry(level, $"{Path.GetFileName(child)}/");
            if (level + 1 < depth && this.entries <= MostEntries)
            {
                this.Append(child, listing.Rules, depth, level + 1);
            }
        }

        foreach (var file in listing.Files)
        {
            if (this.entries >= MostEntries)
            {
                this.entries++;
                continue;
            }

            this.AppendEntry(level, $"{Path.GetFileName(file)} {SizeOf(file)}");
        }

        foreach (var (name, target) in LinksIn(directory))
        {
            this.AppendEntry(level, $"{name} -> {target}");
        }
    }

    private static IEnumerable<(string Name, string Target)> LinksIn(string directory)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        return new DirectoryInfo(directory).EnumerateFileSystemInfos("*", options)
            .Where(entry => entry.LinkTarget is not null)
            .Select(entry => (entry.Name, entry.LinkTarget!))
            .Order();
    }

    private void AppendEntry(int level, string entry)
    {
        if (this.entries++ < MostEntries)
        {
            this.text.Append(' ', 2 * level).Append(entry).Append('\n');
        }
    }

    private static string SizeOf(string file)
    {
        var bytes = new FileInfo(file) is { Exists: true } found ? found.Length : 0;
        return bytes switch
        {
            < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
            < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.#} MB"),
        };
    }
}
