using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// The "always" of one workspace: a file in the user's folder, named after the workspace's real root, that only its owner can read or
/// write. The workspace has no say in it. Every process reads it anew when it has changed, so a revocation holds at once.
/// </summary>
public sealed class GrantStore
{
    private const int LockAttempts = 100;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);

    private readonly string directory;
    private readonly string realRoot;
    private readonly TimeProvider time;

    /// <param name="directory"><c>permissions</c> in the user's folder; created with the first grant.</param>
    /// <param name="realRoot">The workspace's root, links resolved.</param>
    /// <param name="time">The clock of grants.</param>
    public GrantStore(string directory, string realRoot, TimeProvider time)
    {
        this.directory = directory;
        this.realRoot = realRoot;
        this.time = time;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(realRoot)).AsSpan(0, 16));
        this.File = Path.Combine(directory, $"{name}.json");
    }

    public string File { get; }

    /// <summary>Changes whenever the file does; cheap to ask.</summary>
    internal (DateTime Written, long Length) Stamp => new FileInfo(this.File) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>What is stored. A file that cannot be read, or that others could have written, grants nothing.</summary>
    public ImmutableArray<StandingGrant> Read()
    {
        try
        {
            return System.IO.File.Exists(this.File) && this.IsPrivate() ? GrantFile.Read(System.IO.File.ReadAllBytes(this.File), this.realRoot) : [];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Stores a grant, in place of an earlier one of the same pattern.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<StandingGrant> AddAsync(StandingGrant grant, CancellationToken cancellationToken)
    {
        var added = grant with { Id = NewId(), GrantedAt = this.time.GetUtcNow() };
        await this.ChangeAsync(stored => [.. stored.Where(earlier => earlier.Grant != grant.Grant), added], cancellationToken);
        return added;
    }

    /// <returns>What was revoked, or null when there is no grant of that name.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<StandingGrant?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        StandingGrant? revoked = null;
        await this.ChangeAsync(
            stored =>
            {
                revoked = stored.FirstOrDefault(grant => grant.Id == id);
                return revoked is null ? stored : stored.Remove(revoked);
            },
            cancellationToken);
        return revoked;
    }

    private async Task ChangeAsync(Func<ImmutableArray<StandingGrant>, ImmutableArray<StandingGrant>> change, CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(this.directory)!);
        PrivateFiles.CreateDirectory(this.directory);
        using var held = await this.LockAsync(cancellationToken);
        var before = this.Read();
        var after = change(before);
        if (!after.Equals(before))
        {
            PrivateFiles.Replace(this.File, GrantFile.Write(after, this.realRoot));
        }
    }

    /// <summary>Two processes that both add must not lose one of the two.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFiles.Open(Path.Combine(this.directory, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                await Task.Delay(LockPause, this.time, cancellationToken);
            }
        }
    }

    private bool IsPrivate()
    {
        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        var isPlain = new FileInfo(this.File).LinkTarget is null && new DirectoryInfo(this.directory).LinkTarget is null;
        return isPlain
            && (OperatingSystem.IsWindows() || ((System.IO.File.GetUnixFileMode(this.File) | System.IO.File.GetUnixFileMode(this.directory)) & Others) == 0);
    }

    private static string NewId() => string.Create(CultureInfo.InvariantCulture, $"grant_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");
}
