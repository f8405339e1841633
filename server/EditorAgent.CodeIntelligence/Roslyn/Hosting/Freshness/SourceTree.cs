using EditorAgent.CodeIntelligence.Roslyn.Hosting.Files;

namespace EditorAgent.CodeIntelligence.Roslyn.Hosting.Freshness;

/// <summary>
/// Which source and build files lie below the projects' directories. After the first walk only directories are looked at whose own stamp says that
/// something came or went. Not safe to use from several threads.
/// </summary>
internal sealed class SourceTree(TimeProvider time)
{
    private readonly Dictionary<string, DirectoryListing> listings = new(FilePaths.Comparer);

    public IEnumerable<string> Files => this.listings.Values.SelectMany(listing => listing.Files);

    /// <summary>The files directly in a directory; empty when it is not looked at.</summary>
    public IReadOnlyCollection<string> FilesIn(string directory) => this.listings.TryGetValue(directory, out var listing) ? listing.Files : [];

    /// <summary>Looks at these directories and everything below from now on, and no longer at others.</summary>
    /// <param name="deep">With all that lies below.</param>
    /// <param name="flat">Alone, and what is created below it.</param>
    /// <returns>Directories that may have changed after <paramref name="since"/>.</returns>
    public IReadOnlyList<string> Take(IEnumerable<string> deep, IEnumerable<string> flat, DateTimeOffset since)
    {
        this.listings.Clear();
        foreach (var directory in deep)
        {
            this.Walk(directory);
        }

        foreach (var directory in flat)
        {
            this.listings.TryAdd(directory, DirectoryListing.Read(directory, time));
        }

        return [.. this.listings.Values.Where(listing => listing.Stamp.WrittenAt >= since.UtcTicks).Select(listing => listing.Path)];
    }

    /// <summary>What came and went since the last look.</summary>
    public TreeChange Sweep()
    {
        var change = new TreeChange();
        var outdated = SideBySide.Where([.. this.listings.Values], listing => listing.MayBeOutdated());
        foreach (var old in outdated)
        {
            this.Renew(old, change);
        }

        return change;
    }

    private void Renew(DirectoryListing old, TreeChange change)
    {
        var now = DirectoryListing.Read(old.Path, time);
        change.Removed.AddRange(old.Files.Except(now.Files, FilePaths.Comparer));
        change.Added.AddRange(now.Files.Except(old.Files, FilePaths.Comparer));
        this.listings[old.Path] = now;
        foreach (var gone in old.Directories.Except(now.Directories, FilePaths.Comparer))
        {
            foreach (var below in this.listings.Values.Where(listing => listing.Path == gone || FilePaths.IsBelow(listing.Path, gone)).ToArray())
            {
                change.Removed.AddRange(below.Files);
                this.listings.Remove(below.Path);
            }
        }

        foreach (var came in now.Directories.Except(old.Directories, FilePaths.Comparer))
        {
            foreach (var listing in this.Walk(came))
            {
                change.Added.AddRange(listing.Files);
            }
        }

        if (!now.Stamp.Exists)
        {
            this.listings.Remove(old.Path);
        }
    }

    private List<DirectoryListing> Walk(string directory)
    {
        var walked = new List<DirectoryListing>();
        var waiting = new Stack<string>([directory]);
        while (waiting.TryPop(out var next))
        {
            if (this.listings.ContainsKey(next))
            {
                continue;
            }

            var listing = DirectoryListing.Read(next, time);
            this.listings[next] = listing;
            walked.Add(listing);
            foreach (var below in listing.Directories)
            {
                waiting.Push(below);
            }
        }

        return walked;
    }
}
