using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// The files of a workspace that decide what would run in it (projects, hooks, package scripts, agent configuration) and the hash of each.
/// Trust and standing permissions hold for one fingerprint; when a file of it changes, they are asked for again. Files above the root that
/// builds look for there belong to it, and so do the hooks of the repository that the root lies in.
/// </summary>
public sealed record ExecutionFingerprint
{
    private readonly Lazy<ContentHash> hash;

    /// <param name="files">Ordered by path, each path once.</param>
    /// <param name="gap">Why it does not cover everything, or null.</param>
    public ExecutionFingerprint(ImmutableArray<FingerprintEntry> files, string? gap)
    {
        this.Files = files;
        this.Gap = gap;
        this.hash = new Lazy<ContentHash>(this.ComputeHash);
    }

    /// <summary>Ordered by path.</summary>
    public ImmutableArray<FingerprintEntry> Files { get; }

    /// <summary>
    /// Why it does not cover everything that could decide what runs (a bound was exceeded), as one sentence; null when it does. With a gap
    /// nothing can be trusted or granted: <see cref="Hash"/> then equals no other.
    /// </summary>
    public string? Gap { get; }

    /// <summary>Over all paths and hashes; of two fingerprints equal only when both are without a gap and say the same.</summary>
    public ContentHash Hash => this.hash.Value;

    /// <summary>
    /// Looks at the files as they are now, without following links. What has not changed since the last time in this process is not read
    /// again, where the system tells reliably (Linux).
    /// </summary>
    /// <param name="realRoot">The workspace's root, links resolved.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static Task<ExecutionFingerprint> TakeAsync(string realRoot, CancellationToken cancellationToken) =>
        Task.Run(() => new FingerprintTaking(realRoot, FingerprintMemory.OfThisProcess).TakeAsync(cancellationToken), cancellationToken);

    /// <summary>What has become different since <paramref name="old"/> was taken.</summary>
    public FingerprintDifference Compare(ExecutionFingerprint old)
    {
        var before = old.Files.ToDictionary(file => file.Relative, file => file.Hash, StringComparer.Ordinal);
        var added = ImmutableArray.CreateBuilder<string>();
        var changed = ImmutableArray.CreateBuilder<string>();
        foreach (var file in this.Files)
        {
            if (!before.Remove(file.Relative, out var earlier))
            {
                added.Add(file.Relative);
            }
            else if (earlier != file.Hash)
            {
                changed.Add(file.Relative);
            }
        }

        return new FingerprintDifference(added.ToImmutable(), [.. before.Keys.Order(StringComparer.Ordinal)], changed.ToImmutable());
    }

    public bool Equals(ExecutionFingerprint? other) => other is not null && this.Hash == other.Hash;

    public override int GetHashCode() => this.Hash.GetHashCode();

    private ContentHash ComputeHash()
    {
        if (this.Gap is not null)
        {
            return ContentHash.Of(RandomNumberGenerator.GetBytes(32));
        }

        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var file in this.Files)
        {
            var name = Encoding.UTF8.GetBytes(file.Relative);
            BinaryPrimitives.WriteInt32LittleEndian(length, name.Length);
            sum.AppendData(length);
            sum.AppendData(name);
            sum.AppendData(Encoding.ASCII.GetBytes(file.Hash.Value));
        }

        return new ContentHash(Convert.ToHexStringLower(sum.GetHashAndReset()));
    }
}
