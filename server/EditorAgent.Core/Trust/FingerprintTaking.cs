using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>One walk over a workspace that finds the files of its fingerprint, and their hashing side by side.</summary>
internal sealed class FingerprintTaking(string root, FingerprintMemory memory)
{
    private const int MostEntries = 3_000_000;
    private const int MostFiles = 30_000;
    private const int MostDepth = 200;
    private const long LargestFile = 16 * 1024 * 1024;
    private const long MostBytes = 512L * 1024 * 1024;

    private readonly Stack<(string Absolute, bool TakesAll, int Depth)> pending = new();
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContentHash> known = new(StringComparer.Ordinal);
    private int entries;
    private long bytes;
    private string? gap;

    public async Task<ExecutionFingerprint> TakeAsync(CancellationToken cancellationToken)
    {
        this.pending.Push((root, false, 0));
        this.LookAbove();
        while (this.gap is null && this.pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            this.Walk(next.Absolute, next.TakesAll, next.Depth);
        }

        var hashes = new ConcurrentDictionary<string, ContentHash>(this.known, StringComparer.Ordinal);
        if (this.gap is null)
        {
            await Parallel.ForEachAsync(this.found, cancellationToken, (file, _) =>
            {
                hashes[file.Key] = this.HashOf(file.Value);
                return ValueTask.CompletedTask;
            });
        }

        return new ExecutionFingerprint(
            [.. hashes.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new FingerprintEntry(file.Key, file.Value))],
            this.gap);
    }

    /// <summary>The hash of a marker: of what there is to say about a file that has no content to hash.</summary>
    internal static ContentHash Marker(string text) => ContentHash.Of(Encoding.UTF8.GetBytes("no content: " + text));

    private void Walk(string directory, bool takesAll, int depth)
    {
        if (!this.visited.Add(takesAll ? directory + "/*" : directory))
        {
            return;
        }

        DirectoryListing listing;
        try
        {
            listing = memory.ListingOf(directory, takesAll);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            // Whoever would run it reads as we do: what we cannot list can run nothing until that changes.
            this.known[this.NameOf(directory)] = Marker("this directory cannot be read");
            return;
        }

        this.entries += listing.Entries;
        if (listing.Entries > DirectoryListing.MostEntries || this.entries > MostEntries || depth > MostDepth)
        {
            this.gap ??= $"{this.NameOf(directory)} is too large to look through for what would run.";
            return;
        }

        foreach (var name in listing.Files.Concat(listing.OtherFiles))
        {
            this.Take(Path.Combine(directory, name));
        }

        foreach (var name in listing.DirectoryLinks)
        {
            this.TakeLink(Path.Combine(directory, name), takesAll);
        }

        if (GitHooks.IsRepository(listing))
        {
            this.TakeAll(new GitHooks(directory, Path.GetDirectoryName(directory) ?? directory));
        }

        foreach (var name in listing.Directories)
        {
            this.Enter(Path.Combine(directory, name), name, takesAll, depth + 1);
        }
    }

    private void Enter(string directory, string name, bool takesAll, int depth)
    {
        if (name.Equals(".git", StringComparison.OrdinalIgnoreCase))
        {
            this.TakeAll(new GitHooks(directory, Path.GetDirectoryName(directory)!));
            return;
        }

        var relative = this.NameOf(directory);
        if (!ExecutionFiles.IsRecordKeeping(relative))
        {
            this.pending.Push((directory, takesAll || ExecutionFiles.IsAllOf(relative), depth));
        }
    }

    /// <summary>What builds look for above the root, up to the home directory or the top, and the repository the root lies in.</summary>
    private void LookAbove()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var isInRepository = Path.Exists(Path.Combine(root, ".git"));
        for (var above = Path.GetDirectoryName(root); above is not null && above != home; above = Path.GetDirectoryName(above))
        {
            foreach (var name in ExecutionFiles.SoughtAbove)
            {
                var file = Path.Combine(above, name);
                if (Path.Exists(file))
                {
                    this.Take(file);
                }
            }

            var git = Path.Combine(above, ".git");
            if (!isInRepository && Path.Exists(git))
            {
                isInRepository = true;
                this.TakeAll(Directory.Exists(git) ? new GitHooks(git, above) : GitHooks.BehindFile(git));
            }
        }
    }

    private void TakeAll(GitHooks? git)
    {
        if (git is null)
        {
            return;
        }

        foreach (var (file, hash) in git.Configurations())
        {
            this.known[this.NameOf(file)] = hash;
        }

        foreach (var hook in git.Hooks())
        {
            this.Take(hook);
        }

        foreach (var directory in git.HookDirectories())
        {
            this.pending.Push((directory, true, 0));
        }
    }

    private void Take(string file)
    {
        var name = this.NameOf(file);
        if (ExecutionFiles.IsRecordKeeping(name) || !this.found.TryAdd(name, file))
        {
            return;
        }

        if (this.found.Count > MostFiles)
        {
            this.gap ??= $"There are more than {MostFiles} files that decide what would run.";
        }

        if (Path.GetFileName(file.AsSpan()).Equals(".git", StringComparison.OrdinalIgnoreCase))
        {
            this.TakeAll(GitHooks.BehindFile(file));
        }
    }

    /// <summary>A link among other files matters where all files do, and where it leads to a directory that the walk does not see.</summary>
    private void TakeLink(string link, bool takesAll)
    {
        if (takesAll || (Directory.Exists(link) && !this.IsBelowRoot(link)))
        {
            this.found.TryAdd(this.NameOf(link), link);
        }
    }

    private bool IsBelowRoot(string link) =>
        RealPath.Of(link) is RealPath.Found(var real)
        && (real == root || real.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private ContentHash HashOf(string file)
    {
        if (new FileInfo(file).LinkTarget is { } target)
        {
            // Its content is hashed by the name it leads to; a link that leads elsewhere counts as another file, also with equal content.
            var content = RealPath.Of(file) is RealPath.Found(var real) && !Directory.Exists(real) ? this.ContentOf(real).Value : "";
            return Marker($"a link to {target} {content}");
        }

        return this.ContentOf(file);
    }

    private ContentHash ContentOf(string file)
    {
        var stamp = FileStamp.Of(file);
        if (stamp is { Size: > LargestFile })
        {
            return this.TooLarge(file);
        }

        return memory.HashOf(file, stamp, this.Read);
    }

    private ContentHash Read(string file)
    {
        using var handle = RegularFile.TryOpen(file);
        if (handle is null)
        {
            return Marker("this cannot be read, or is no regular file");
        }

        var length = RandomAccess.GetLength(handle);
        if (length > LargestFile || Interlocked.Add(ref this.bytes, length) > MostBytes)
        {
            return this.TooLarge(file);
        }

        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Clamp(length + 1, 1, 64 * 1024)];
        long offset = 0;
        while (RandomAccess.Read(handle, buffer, offset) is var count and > 0)
        {
            sum.AppendData(buffer.AsSpan(0, count));
            offset += count;
            if (offset > LargestFile)
            {
                return this.TooLarge(file);
            }
        }

        return new ContentHash(Convert.ToHexStringLower(sum.GetHashAndReset()));
    }

    private ContentHash TooLarge(string file)
    {
        this.gap ??= $"{this.NameOf(file)} decides what would run and is too large to keep watch of.";
        return Marker("too large");
    }

    private string NameOf(string absolute)
    {
        var relative = Path.GetRelativePath(root, absolute);
        return OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
    }
}
