using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// What the user has trusted, on disk in their own folder; the workspace has no say in it. A record holds for one directory (its real path
/// and its identity) and for what would have run in it when the user agreed. A record that cannot be read trusts nothing, and says so.
/// </summary>
public sealed class TrustStore(string directory, TimeProvider time)
{
    private readonly PrivateFolder folder = new(directory, time);

    public string Directory => directory;

    /// <param name="realRoot">The workspace's root, links resolved.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<TrustStatus> StatusAsync(string realRoot, CancellationToken cancellationToken)
    {
        var now = await ExecutionFingerprint.TakeAsync(realRoot, cancellationToken);
        var (record, notice) = this.Find(realRoot);
        if (record is null)
        {
            return new TrustStatus(TrustState.Untrusted, now, null, null, notice);
        }

        return record.Fingerprint.Hash == now.Hash
            ? new TrustStatus(TrustState.Trusted, now, Admit(realRoot, now), null, null)
            : new TrustStatus(TrustState.Changed, now, null, record, null);
    }

    /// <summary>The user agrees to what they were shown, until revoked.</summary>
    /// <param name="realRoot">The workspace's root, links resolved.</param>
    /// <param name="shown">What would run, as the user saw it. Whether it still is so shows at the next <see cref="StatusAsync"/>.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InvalidOperationException">The fingerprint has a gap.</exception>
    /// <exception cref="IOException">The record cannot be written.</exception>
    public async Task<TrustedWorkspace> GrantAsync(string realRoot, ExecutionFingerprint shown, CancellationToken cancellationToken)
    {
        RefuseGap(shown);
        using var held = await this.folder.LockAsync(cancellationToken);
        this.Save(new TrustRecord(realRoot, FileStamp.IdentityOf(realRoot), time.GetUtcNow(), [.. TrustedText.WithTexts(realRoot, shown)]));
        return Admit(realRoot, shown);
    }

    /// <summary>The user agrees for as long as the caller keeps the answer; nothing is written.</summary>
    /// <exception cref="InvalidOperationException">The fingerprint has a gap.</exception>
    public TrustedWorkspace GrantForSession(string realRoot, ExecutionFingerprint shown)
    {
        RefuseGap(shown);
        return Admit(realRoot, shown);
    }

    /// <returns>Whether it was trusted.</returns>
    public async Task<bool> RevokeAsync(string realRoot, CancellationToken cancellationToken)
    {
        if (!this.Knows(realRoot))
        {
            return false;
        }

        using var held = await this.folder.LockAsync(cancellationToken);
        return this.folder.Delete(NameOf(realRoot));
    }

    /// <summary>Every workspace on record, by root. Records that cannot be read are left out; each trusts nothing.</summary>
    public ImmutableArray<TrustRecord> List() =>
        [.. this.folder.Names("*.json").Select(this.Read).Select(read => read.Record).OfType<TrustRecord>().OrderBy(record => record.Root, StringComparer.Ordinal)];

    /// <summary>Whether there is a record at all; says nothing of its worth.</summary>
    internal bool Knows(string realRoot) => Path.Exists(Path.Combine(directory, NameOf(realRoot)));

    /// <summary>Follows edits that a person approved one by one (<see cref="TrustRecord.With"/>).</summary>
    internal async Task CarryOverAsync(string realRoot, ImmutableArray<FingerprintChange> edits, CancellationToken cancellationToken)
    {
        if (!this.Knows(realRoot))
        {
            return;
        }

        using var held = await this.folder.LockAsync(cancellationToken);
        if (this.Find(realRoot).Record?.With(edits) is { } renewed)
        {
            this.Save(renewed);
        }
    }

    private (TrustRecord? Record, string? Notice) Find(string realRoot)
    {
        var (record, notice) = this.Read(NameOf(realRoot));
        return record is not null && (record.Root != realRoot || record.Identity != FileStamp.IdentityOf(realRoot)) ? (null, null) : (record, notice);
    }

    private (TrustRecord? Record, string? Notice) Read(string name)
    {
        try
        {
            return this.folder.Read(name) is { } content ? (TrustRecordJson.Read(content), null) : (null, null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (null, $"The record of trust in {directory} cannot be used, so nothing is trusted: {unreadable.Message.TrimEnd('.')}.");
        }
    }

    private void Save(TrustRecord record) => this.folder.Write(NameOf(record.Root), TrustRecordJson.Write(record));

    private static TrustedWorkspace Admit(string realRoot, ExecutionFingerprint fingerprint) => new(realRoot, fingerprint);

    private static void RefuseGap(ExecutionFingerprint fingerprint)
    {
        if (fingerprint.Gap is { } gap)
        {
            throw new InvalidOperationException($"This workspace cannot be trusted: {gap}");
        }
    }

    private static string NameOf(string realRoot) => ContentHash.Of(Encoding.UTF8.GetBytes(realRoot)).Value[..40] + ".json";
}
