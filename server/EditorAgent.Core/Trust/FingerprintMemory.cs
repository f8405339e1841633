using System.Collections.Concurrent;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// What was read for earlier fingerprints, by path and stamp, so that the next one reads only what has changed. Nothing young is kept: a
/// change within the clock's grain would not show in the stamp.
/// </summary>
internal sealed class FingerprintMemory
{
    private const int MostEntries = 400_000;

    private readonly ConcurrentDictionary<string, (FileStamp Stamp, ContentHash Hash)> hashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (FileStamp Stamp, DirectoryListing Listing)> listings = new(StringComparer.Ordinal);

    public static FingerprintMemory OfThisProcess { get; } = new();

    public static DateTimeOffset OldEnough() => TimeProvider.System.GetUtcNow().AddSeconds(-2);

    /// <param name="path">Absolute.</param>
    /// <param name="stamp">Taken before reading, so that a change meanwhile shows in the next one.</param>
    /// <param name="read">Reads and hashes.</param>
    public ContentHash HashOf(string path, FileStamp? stamp, Func<string, ContentHash> read) => Remember(this.hashes, path, stamp, read);

    /// <param name="directory">Absolute.</param>
    /// <param name="takesAll">Whether every file of it counts.</param>
    public DirectoryListing ListingOf(string directory, bool takesAll) => takesAll
        ? DirectoryListing.Read(directory, takesAll: true)
        : Remember(this.listings, directory, FileStamp.Of(directory), static path => DirectoryListing.Read(path, takesAll: false));

    private static T Remember<T>(ConcurrentDictionary<string, (FileStamp Stamp, T Value)> kept, string path, FileStamp? stamp, Func<string, T> read)
    {
        if (stamp is not { } now)
        {
            return read(path);
        }

        if (kept.TryGetValue(path, out var known) && known.Stamp == now)
        {
            return known.Value;
        }

        var value = read(path);
        if (now.IsYoungerThan(OldEnough()))
        {
            kept.TryRemove(path, out _);
            return value;
        }

        if (kept.Count >= MostEntries)
        {
            kept.Clear();
        }

        kept[path] = (now, value);
        return value;
    }
}
