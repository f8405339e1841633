using System.Collections.Immutable;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Trust;

/// <summary>
/// How one session stands to the workspace it works in: the store's word, what was said for this session only, and what was declined. Nothing
/// is looked at before it is asked for the first time. Safe from any thread.
/// </summary>
public sealed class WorkspaceTrust
{
    private readonly Lock gate = new();
    private readonly TrustStore store;
    private readonly Workspace workspace;
    private readonly Dictionary<string, TrustRecord> ofSession = new(StringComparer.Ordinal);
    private readonly HashSet<(string Root, ContentHash Fingerprint)> declined = [];
    private readonly HashSet<string> givenAtStart = new(StringComparer.Ordinal);
    private readonly Lazy<ImmutableArray<string>> roots;
    private bool isRestricted;

    public WorkspaceTrust(TrustStore store, Workspace workspace)
    {
        this.store = store;
        this.workspace = workspace;
        this.roots = new(() => [.. workspace.Roots.Select(root => new Workspace(root, [], []).RealRoot).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>A root's state has become another one; raised on whichever thread caused it.</summary>
    public event Action<string, TrustState>? StateChanged;

    public TrustStore Store => this.store;

    /// <summary>The session's roots, links resolved.</summary>
    public ImmutableArray<string> RealRoots => this.roots.Value;

    /// <summary>
    /// A workspace that whoever started this session vouches for: what is there when it is first looked at is trusted until the session ends;
    /// what changes afterwards is not.
    /// </summary>
    public static WorkspaceTrust GivenForSession(TrustStore store, Workspace workspace)
    {
        var trust = new WorkspaceTrust(store, workspace);
        trust.givenAtStart.UnionWith(trust.RealRoots);
        return trust;
    }

    /// <summary>A workspace that is not trusted whatever the store says, and cannot become so in this session.</summary>
    public static WorkspaceTrust Withheld(TrustStore store, Workspace workspace) => new(store, workspace) { isRestricted = true };

    /// <summary>Whether every root of the session is trusted; otherwise what stands against the first that is not.</summary>
    public async Task<TrustCheck> CheckAsync(CancellationToken cancellationToken)
    {
        if (this.isRestricted)
        {
            return new TrustCheck.Declined();
        }

        TrustedWorkspace? first = null;
        foreach (var root in this.RealRoots)
        {
            var status = await this.StatusAsync(root, cancellationToken);
            if (status.Trusted is { } trusted)
            {
                first ??= trusted;
                continue;
            }

            return this.Against(root, status);
        }

        return new TrustCheck.Trusted(first!);
    }

    /// <summary>How one root stands, this session's word included.</summary>
    public async Task<TrustStatus> StatusAsync(string realRoot, CancellationToken cancellationToken)
    {
        var status = await this.store.StatusAsync(realRoot, cancellationToken);
        if (this.isRestricted)
        {
            return status with { State = TrustState.Untrusted, Trusted = null, Earlier = null };
        }

        lock (this.gate)
        {
            if (status.State != TrustState.Trusted && status.Fingerprint.Gap is null && this.givenAtStart.Remove(realRoot))
            {
                this.ofSession[realRoot] = RecordOf(realRoot, status.Fingerprint);
            }

            if (status.State == TrustState.Trusted || !this.ofSession.TryGetValue(realRoot, out var record))
            {
                return status;
            }

            return record.Fingerprint.Hash == status.Fingerprint.Hash
                ? status with { State = TrustState.Trusted, Trusted = this.store.GrantForSession(realRoot, status.Fingerprint), Earlier = null }
                : status with { State = TrustState.Changed, Earlier = record };
        }
    }

    /// <summary>The person agrees to what the question showed.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    /// <exception cref="InvalidOperationException">Trust is withheld from this session.</exception>
    public async Task GrantAsync(TrustQuestion question, TrustDuration duration, CancellationToken cancellationToken)
    {
        if (this.isRestricted)
        {
            throw new InvalidOperationException("No trust can be given in Restricted Mode.");
        }

        if (duration == TrustDuration.Always)
        {
            await this.store.GrantAsync(question.RealRoot, question.Fingerprint, cancellationToken);
        }

        lock (this.gate)
        {
            this.declined.Remove((question.RealRoot, question.Fingerprint.Hash));
            if (duration == TrustDuration.Session && question.Fingerprint.Gap is null)
            {
                this.ofSession[question.RealRoot] = RecordOf(question.RealRoot, question.Fingerprint);
            }
        }

        this.StateChanged?.Invoke(question.RealRoot, TrustState.Trusted);
    }

    /// <summary>The person does not agree; the same is not asked again in this session.</summary>
    public void Decline(TrustQuestion question)
    {
        lock (this.gate)
        {
            this.declined.Add((question.RealRoot, question.Fingerprint.Hash));
        }
    }

    /// <summary>Takes back what the session and the store say of a root.</summary>
    /// <returns>Whether it was trusted.</returns>
    public async Task<bool> RevokeAsync(string realRoot, CancellationToken cancellationToken)
    {
        var was = await this.store.RevokeAsync(realRoot, cancellationToken);
        lock (this.gate)
        {
            was |= this.ofSession.Remove(realRoot) | this.givenAtStart.Remove(realRoot);
        }

        this.StateChanged?.Invoke(realRoot, TrustState.Untrusted);
        return was;
    }

    /// <summary>
    /// To be called before edits that a person approved one by one; what it returns is told when they are done. Only edits of files that
    /// decide what runs matter, and only where something is trusted.
    /// </summary>
    public ApprovedEdits? BeforeEdits(IEnumerable<ApprovedEdit> edits)
    {
        if (this.isRestricted)
        {
            return null;
        }

        var relevant = new List<(string Root, string Relative, ContentHash? Before, ApprovedEdit Edit)>();
        foreach (var edit in edits)
        {
            if (this.workspace.ResolveForReading(edit.Absolute) is PathResolution.Inside { Path.Absolute: var real }
                && this.RealRoots.FirstOrDefault(root => IsBelow(root, real)) is { } root
                && this.IsOnRecord(root)
                && Path.GetRelativePath(root, real) is var relative
                && ApprovedEdits.Decides(relative))
            {
                relevant.Add((root, relative, ApprovedEdits.HashOf(real), edit with { Absolute = real }));
            }
        }

        return relevant.Count > 0 ? new ApprovedEdits(this, relevant) : null;
    }

    internal async Task CarryOverAsync(string realRoot, ImmutableArray<FingerprintChange> edits, TrustDuration duration, CancellationToken cancellationToken)
    {
        lock (this.gate)
        {
            if (this.ofSession.TryGetValue(realRoot, out var record) && record.With(edits) is { } renewed)
            {
                this.ofSession[realRoot] = renewed;
            }
        }

        if (duration == TrustDuration.Always)
        {
            try
            {
                await this.store.CarryOverAsync(realRoot, edits, cancellationToken);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                // The edit is done; that trust does not follow it only means that the user is asked again.
            }
        }
    }

    private TrustCheck Against(string root, TrustStatus status)
    {
        if (status.Fingerprint.Gap is { } gap)
        {
            return new TrustCheck.Impossible(gap);
        }

        lock (this.gate)
        {
            if (this.declined.Contains((root, status.Fingerprint.Hash)))
            {
                return new TrustCheck.Declined();
            }
        }

        return new TrustCheck.Undecided(TrustQuestions.For(root, status));
    }

    private bool IsOnRecord(string root)
    {
        lock (this.gate)
        {
            return this.ofSession.ContainsKey(root) || this.store.Knows(root);
        }
    }

    private static TrustRecord RecordOf(string root, ExecutionFingerprint fingerprint) =>
        new(root, null, default, [.. TrustedText.WithTexts(root, fingerprint)]);

    private static bool IsBelow(string root, string real) => real.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
