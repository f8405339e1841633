using System.Collections.Immutable;
using EditorAgent.Core.Trust;

namespace EditorAgent.Core.Permissions;

/// <summary>
/// Decides with what the person has allowed before, for this session or for good. A grant that starts programs rests on the files that
/// decide what would run; they are looked at only when such a grant is what allows a call, and when they have changed the call is asked
/// again. One call is decided at a time.
/// </summary>
public sealed class StandingGrants(PermissionPolicy policy, GrantStore? store, Func<CancellationToken, Task<ExecutionFingerprint>> takeFingerprint)
{
    private ImmutableArray<StandingGrant> ofSession = [];
    private ImmutableArray<StandingGrant> stored = [];
    private (DateTime, long) stamp;

    public ImmutableArray<StandingGrant> OfSession => this.ofSession;

    public ImmutableArray<StandingGrant> Stored
    {
        get
        {
            this.Refresh();
            return this.stored;
        }
    }

    /// <summary>Takes up what the session's journal tells.</summary>
    public void Restore(ImmutableArray<StandingGrant> grants)
    {
        this.ofSession = [.. grants.SelectMany(grant => grant.Grant.Split().Select(part => grant with { Grant = part }))];
        this.Apply(this.ofSession);
    }

    /// <summary>Why nothing runs that changes something; null where that depends on the call.</summary>
    public PermissionVerdict? Standstill => policy.Standstill;

    public async Task<PermissionVerdict> DecideAsync(PermissionQuestion question, CancellationToken cancellationToken)
    {
        this.Refresh();
        var verdict = policy.Decide(question);
        ImmutableArray<StandingGrant> bound = [.. this.ofSession.Concat(this.stored).Where(grant => grant.Files is not null)];
        if (verdict.Decision != PermissionDecision.Allow || bound.IsEmpty || this.DecideWithout(bound, question).Decision == PermissionDecision.Allow)
        {
            return verdict;
        }

        var now = await takeFingerprint(cancellationToken);
        var stale = bound.RemoveAll(grant => grant.Files!.Hash == now.Hash);
        var again = this.DecideWithout(stale.RemoveAll(grant => bound.Any(other => other.Grant == grant.Grant && other.Files!.Hash == now.Hash)), question);
        return again.Decision != PermissionDecision.Ask ? again : again with
        {
            Reason = Describe(now, LapsedOf(stale, verdict)),
            Marks = again.Marks.Add(PermissionMarks.ProjectFileChanged),
        };
    }

    /// <summary>Keeps what the person has just allowed, each rule of it for itself.</summary>
    /// <param name="grant">Exactly what was shown.</param>
    /// <param name="isForGood">Stored in the user's folder, not only for the session.</param>
    /// <param name="startsProgram">Then it rests on the files as they are now.</param>
    /// <param name="cancellationToken">Ends looking at the files.</param>
    /// <returns>What holds from now on; or why it could not be kept and only the one call is allowed.</returns>
    public async Task<(StandingGrant? Kept, string? Problem)> GrantAsync(PermissionGrant grant, bool isForGood, bool startsProgram, CancellationToken cancellationToken)
    {
        var files = startsProgram ? await takeFingerprint(cancellationToken) : null;
        if (files?.Gap is { } gap)
        {
            return (null, gap);
        }

        StandingGrant? last = null;
        foreach (var part in grant.Split())
        {
            var (kept, problem) = await this.KeepAsync(new StandingGrant(part, files), isForGood, cancellationToken);
            if (kept is null)
            {
                return (null, problem);
            }

            last = kept;
        }

        return (last! with { Grant = grant }, null);
    }

    private async Task<(StandingGrant? Kept, string? Problem)> KeepAsync(StandingGrant grant, bool isForGood, CancellationToken cancellationToken)
    {
        if (!isForGood)
        {
            this.ofSession = [.. this.ofSession.Where(earlier => earlier.Grant != grant.Grant), grant];
            policy.Grant(grant.Grant);
            return (grant, null);
        }

        if (store is null)
        {
            return (null, "there is no folder to store it in");
        }

        try
        {
            var kept = await store.AddAsync(grant, cancellationToken);
            this.Refresh();
            return (kept, null);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return (null, $"it could not be stored ({wrong.Message})");
        }
    }

    /// <summary>Takes a stored grant back. The session's own grants end with the session.</summary>
    public async Task<StandingGrant?> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var revoked = store is null ? null : await store.RevokeAsync(id, cancellationToken);
        this.Refresh();
        return revoked;
    }

    private void Refresh()
    {
        if (store is null || store.Stamp is var now && now == this.stamp)
        {
            return;
        }

        this.stamp = store.Stamp;
        var before = this.stored;
        this.stored = store.Read();
        foreach (var gone in before.Where(grant => !this.stored.Concat(this.ofSession).Any(held => held.Grant == grant.Grant)))
        {
            policy.Revoke(gone.Grant);
        }

        this.Apply(this.stored);
    }

    private void Apply(ImmutableArray<StandingGrant> grants)
    {
        foreach (var grant in grants)
        {
            try
            {
                policy.Grant(grant.Grant);
            }
            catch (ArgumentException)
            {
                // A pattern that this version does not understand allows nothing.
            }
        }
    }

    private PermissionVerdict DecideWithout(ImmutableArray<StandingGrant> grants, PermissionQuestion question)
    {
        foreach (var grant in grants)
        {
            policy.Revoke(grant.Grant);
        }

        try
        {
            return policy.Decide(question);
        }
        finally
        {
            this.Apply(grants);
        }
    }

    private static StandingGrant LapsedOf(ImmutableArray<StandingGrant> stale, PermissionVerdict verdict) =>
        (verdict.Source is DecisionSource.Grant used ? stale.LastOrDefault(grant => grant.Grant == used.Given) : null) ?? stale[^1];

    private static string Describe(ExecutionFingerprint now, StandingGrant lapsed)
    {
        const int MostNamed = 5;
        if (now.Gap is { } gap)
        {
            return $"it was allowed before, but whether project files have changed since cannot be told: {gap}";
        }

        var difference = now.Compare(lapsed.Files!);
        var before = lapsed.Files!.Files.ToDictionary(file => file.Relative, file => file.Hash.Value);
        var after = now.Files.ToDictionary(file => file.Relative, file => file.Hash.Value);
        string[] changes =
        [
            .. difference.Changed.Select(name => $"{name} {Short(before[name])} -> {Short(after[name])}"),
            .. difference.Added.Select(name => $"{name} none -> {Short(after[name])}"),
            .. difference.Removed.Select(name => $"{name} {Short(before[name])} -> none"),
        ];
        var more = changes.Length > MostNamed ? $" and {changes.Length - MostNamed} more" : "";
        return $"{PermissionMarks.ProjectFileChanged} of \"{lapsed.Grant.Pattern}\": {string.Join(", ", changes.Take(MostNamed))}{more}";
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
