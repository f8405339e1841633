using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>
/// The login to one server: found in the store, renewed before it ends, widened or made anew when the server wants that. Callers at the same
/// time wait for one renewal, processes of the same user too; what one of them got is what all use.
/// </summary>
internal sealed class ServerAuthorization : IDisposable
{
    private readonly McpServerDeclaration server;
    private readonly AuthorizationParts parts;
    private readonly LoginStore store;
    private readonly GuardedWeb web;
    private readonly MetadataDiscovery discovery;
    private readonly TokenEndpoint tokens;
    private readonly ClientRegistrar registrar;
    private readonly BrowserLogin browser;
    private readonly UnattendedGrants unattended;
    private readonly LoginProbe probe;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentDictionary<string, ProofKey> proofs = new(StringComparer.Ordinal);

    /// <summary>The last that was seen of the store. Read without the gate: it is replaced whole.</summary>
    private volatile LoginRecord? record;

    public ServerAuthorization(McpServerDeclaration server, Uri url, AuthorizationParts parts)
    {
        var rules = new AddressRules(url);
        this.server = server;
        this.parts = parts;
        this.store = new LoginStore(url, parts.Secrets, parts.Locks);
        this.web = new GuardedWeb(rules);
        this.discovery = new MetadataDiscovery(url, rules, this.web);
        this.tokens = new TokenEndpoint(this.web, parts.Time);
        this.registrar = new ClientRegistrar(server, parts, this.web);
        this.browser = new BrowserLogin(server, parts, this.registrar, this.tokens);
        this.unattended = new UnattendedGrants(server, rules, this.registrar, this.tokens, this.web);
        this.probe = new LoginProbe(url, server.Transport == McpTransport.Sse);
    }

    /// <summary>Somebody is at it in a browser.</summary>
    public LoginWatch Logins { get; } = new();

    private bool IsAttended => (this.server.OAuth?.Grant ?? McpOAuthGrant.AuthorizationCode) == McpOAuthGrant.AuthorizationCode;

    public void Dispose()
    {
        this.web.Dispose();
        foreach (var proof in this.proofs.Values)
        {
            proof.Dispose();
        }

        this.gate.Dispose();
    }

    /// <summary>The token to begin with, renewed when it is about to end; null where there is none.</summary>
    public async Task<AccessToken?> CurrentAsync(CallBudget budget, CancellationToken cancellationToken)
    {
        var now = this.parts.Time.GetUtcNow();
        if (this.record?.Tokens is { } held && !held.IsEnding(now))
        {
            return this.TokenOf(this.record);
        }

        var known = await this.LookAsync(cancellationToken);
        if (known?.Tokens is not { } stored)
        {
            return null;
        }

        if (!stored.IsEnding(now))
        {
            return this.TokenOf(known);
        }

        if (stored.RefreshToken is null || this.Logins.IsRunning || !budget.TakeRenewal())
        {
            return stored.IsExpired(now) ? null : this.TokenOf(known);
        }

        var renewed = await this.RenewedAsync(known, known.Issuer, cancellationToken);
        return renewed?.Tokens is null ? null : this.TokenOf(renewed);
    }

    /// <summary>After 401: a newer token where there is one, else a renewal, else a login.</summary>
    /// <exception cref="ServerException">The user has to log in, or nothing helps.</exception>
    public async Task<AccessToken> RenewAsync(Challenge challenge, AccessToken? rejected, CallBudget budget, CancellationToken cancellationToken)
    {
        this.RefuseWhileThePersonIsAtIt();
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var known = await this.LookAsync(cancellationToken);
            if (known?.Tokens is { } stored && stored.AccessToken != rejected?.Value && !stored.IsExpired(this.parts.Time.GetUtcNow()))
            {
                return this.TokenOf(known);
            }

            if (known?.Tokens?.RefreshToken is null && this.IsAttended && this.parts.Open is null)
            {
                throw this.LoginNeeded("");
            }

            var resource = await this.discovery.ResourceAsync(challenge, cancellationToken);
            if (known?.Tokens?.RefreshToken is not null && known.Issuer == resource.Issuer && budget.TakeRenewal()
                && await this.RenewedWithinGateAsync(known, resource.Issuer, cancellationToken) is { Tokens: not null } renewed)
            {
                return this.TokenOf(renewed);
            }

            return budget.TakeLogin()
                ? this.TokenOf(await this.LogInAsync(resource, challenge, this.ScopesFor(challenge, resource, this.record), this.parts.Open, cancellationToken))
                : throw this.LoginNeeded(", and refuses what it gave out itself");
        }
        finally
        {
            this.gate.Release();
        }
    }

    /// <summary>After 403 for want of scopes: a login for all that was asked so far and what is missing.</summary>
    /// <exception cref="ServerException">It asks for nothing new, or the user has to log in.</exception>
    public async Task<AccessToken> WidenAsync(Challenge challenge, AccessToken? used, CallBudget budget, CancellationToken cancellationToken)
    {
        this.RefuseWhileThePersonIsAtIt();
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var known = await this.LookAsync(cancellationToken);
            if (known?.Tokens is { } stored && stored.AccessToken != used?.Value && !stored.IsExpired(this.parts.Time.GetUtcNow()))
            {
                return this.TokenOf(known);
            }

            var missing = challenge.Scopes.Except(known?.Scopes ?? []).ToImmutableArray();
            if (missing.IsEmpty || !budget.TakeWidening())
            {
                throw new ServerException(ServerFailureKind.Refused, $"{this.server.Name} refuses this for want of permission, though all that it names was asked for. Log in again as somebody who may do it.");
            }

            if (this.IsAttended && this.parts.Open is null)
            {
                await this.NoteWantedAsync(missing, cancellationToken);
                throw this.LoginNeeded($" once more, for further permissions ({string.Join(' ', missing)})");
            }

            var resource = await this.discovery.ResourceAsync(challenge, cancellationToken);
            return this.TokenOf(await this.LogInAsync(resource, challenge, [.. (known?.Scopes ?? []).Union(challenge.Scopes)], this.parts.Open, cancellationToken));
        }
        finally
        {
            this.gate.Release();
        }
    }

    public async Task<LoginState> LoginAsync(OpenAddress open, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            var challenge = await this.probe.ChallengeAsync(this.web, cancellationToken);
            var resource = await this.discovery.ResourceAsync(challenge ?? Challenge.None, cancellationToken);
            if (challenge is null && resource.IsLegacy)
            {
                throw new ServerException(ServerFailureKind.Refused, $"{this.server.Name} asks nobody to log in.");
            }

            var known = await this.LookAsync(cancellationToken);
            var scopes = this.ScopesFor(challenge ?? Challenge.None, resource, known).Union(known?.Wanted ?? []).ToImmutableArray();
            return this.StateOf(await this.LogInAsync(resource, challenge ?? Challenge.None, scopes, open, cancellationToken));
        }
        finally
        {
            this.gate.Release();
        }
    }

    public async Task<LogoutOutcome> LogoutAsync(CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            using var held = await this.store.LockAsync(cancellationToken);
            var known = await this.LookAsync(cancellationToken);
            if (known is null)
            {
                return LogoutOutcome.WasNotLoggedIn;
            }

            // Deleted first: what follows may fail or be cancelled.
            await this.store.DeleteAsync(cancellationToken);
            this.record = null;
            return await this.RevokeAsync(known, cancellationToken) ? LogoutOutcome.Revoked : LogoutOutcome.DeletedOnly;
        }
        finally
        {
            this.gate.Release();
        }
    }

    public async Task<LoginState> StateAsync(CancellationToken cancellationToken) => this.StateOf(await this.LookAsync(cancellationToken));

    private async Task<bool> RevokeAsync(LoginRecord known, CancellationToken cancellationToken)
    {
        if (known.Tokens is not { } stored)
        {
            return false;
        }

        try
        {
            var issuer = await this.discovery.IssuerAsync(known.Issuer, known.IsLegacy, cancellationToken);
            var client = await this.registrar.ConfiguredAsync(issuer, known.Client.RedirectAddress, cancellationToken) ?? known.Client;
            var isRefreshGone = stored.RefreshToken is not { } refresh || await this.tokens.RevokeAsync(issuer, client, refresh, "refresh_token", cancellationToken);
            return await this.tokens.RevokeAsync(issuer, client, stored.AccessToken, "access_token", cancellationToken) && isRefreshGone;
        }
        catch (ServerException)
        {
            return false;
        }
    }

    private async Task<LoginRecord?> RenewedAsync(LoginRecord known, string issuer, CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            return await this.RenewedWithinGateAsync(known, issuer, cancellationToken);
        }
        finally
        {
            this.gate.Release();
        }
    }

    /// <summary>What somebody else renewed meanwhile, or a renewal of our own. Null when the issuer says that the login is over.</summary>
    private async Task<LoginRecord?> RenewedWithinGateAsync(LoginRecord before, string issuerName, CancellationToken cancellationToken)
    {
        using var held = await this.store.LockAsync(cancellationToken);
        var now = this.parts.Time.GetUtcNow();
        var known = await this.LookAsync(cancellationToken);
        if (known?.Tokens is not { } stored || (stored.AccessToken != before.Tokens?.AccessToken && !stored.IsEnding(now)))
        {
            return known;
        }

        if (stored.RefreshToken is not { } refresh || known.Issuer != issuerName)
        {
            return null;
        }

        try
        {
            var issuer = await this.discovery.IssuerAsync(known.Issuer, known.IsLegacy, cancellationToken);
            var client = await this.registrar.ConfiguredAsync(issuer, known.Client.RedirectAddress, cancellationToken) ?? known.Client;
            List<KeyValuePair<string, string>> fields = [new("grant_type", "refresh_token"), new("refresh_token", refresh), new("resource", known.Resource)];
            var fresh = await this.tokens.RequestAsync(issuer, client, fields, this.ProofOf(known), cancellationToken);

            // An issuer that rotates nothing sends no new one: the old one stays good.
            var renewed = known with { Tokens = fresh with { RefreshToken = fresh.RefreshToken ?? refresh } };
            await this.store.SaveAsync(renewed, CancellationToken.None);
            return this.record = renewed;
        }
        catch (TokenRefusedException refused) when (refused.Error is "invalid_grant" or "invalid_client" or "unauthorized_client")
        {
            var ended = known with { Tokens = null };
            await this.store.SaveAsync(ended, CancellationToken.None);
            this.record = ended;
            return null;
        }
        catch (TokenRefusedException refused)
        {
            return stored.IsExpired(now)
                ? throw new ServerException(ServerFailureKind.Unreachable, $"The login to {this.server.Name} could not be renewed ({refused.Error}). Try again later, or log in again.")
                : known;
        }
        catch (ServerException) when (!stored.IsExpired(now))
        {
            return known;
        }
    }

    private async Task<LoginRecord> LogInAsync(ResourceMetadata resource, Challenge challenge, ImmutableArray<string> scopes, OpenAddress? open, CancellationToken cancellationToken)
    {
        var known = this.record;
        if (this.server.OAuth?.ClientId is not null && known is not null && known.Issuer != resource.Issuer)
        {
            throw new ServerException(
                ServerFailureKind.LoginNeeded,
                $"{this.server.Name} now names another authorization server ({resource.Issuer}), for which the configured client was not meant. If that is right, log out first and log in again.");
        }

        if (this.IsAttended && open is null)
        {
            throw this.LoginNeeded("");
        }

        var issuer = await this.discovery.IssuerAsync(resource.Issuer, resource.IsLegacy, cancellationToken);
        if (this.IsAttended && issuer.Scopes.Contains("offline_access") && !scopes.Contains("offline_access"))
        {
            scopes = scopes.Add("offline_access");
        }

        var key = challenge.WantsProof && issuer.TakesProofs ? new ProofKey(this.parts.Time) : null;
        try
        {
            using var login = this.IsAttended ? this.Logins.Begin() : null;
            var made = this.IsAttended
                ? await this.browser.RunAsync(resource, issuer, known, scopes, key, open!, cancellationToken)
                : await this.unattended.RunAsync(resource, issuer, scopes, key, cancellationToken);
            if (this.IsAttended)
            {
                using var held = await this.store.LockAsync(cancellationToken);

                // What the configuration keeps is not kept twice.
                made = this.server.OAuth?.ClientId is null ? made : made with { Client = made.Client with { ClientSecret = null } };
                await this.store.SaveAsync(made, cancellationToken);
            }

            return this.record = made;
        }
        finally
        {
            key?.Dispose();
        }
    }

    /// <summary>The challenge's, else the metadata's, else the configured ones, with all that was asked for earlier at the same issuer.</summary>
    private ImmutableArray<string> ScopesFor(Challenge challenge, ResourceMetadata resource, LoginRecord? known)
    {
        var wanted = !challenge.Scopes.IsEmpty ? challenge.Scopes : !resource.Scopes.IsEmpty ? resource.Scopes : this.server.OAuth?.Scopes ?? [];
        return known is not null && known.Issuer == resource.Issuer ? [.. known.Scopes.Union(wanted)] : wanted;
    }

    /// <summary>The store's word, where there is a store for this grant; a login of another configured client is none.</summary>
    private async Task<LoginRecord?> LookAsync(CancellationToken cancellationToken)
    {
        if (!this.IsAttended)
        {
            return this.record;
        }

        var found = await this.store.LoadAsync(cancellationToken);
        return this.record = this.server.OAuth?.ClientId is { } id && found is not null && found.Client.ClientId != id ? null : found;
    }

    /// <summary>So that the next login, by whatever process, asks for it.</summary>
    private async Task NoteWantedAsync(ImmutableArray<string> missing, CancellationToken cancellationToken)
    {
        using var held = await this.store.LockAsync(cancellationToken);
        if (await this.LookAsync(cancellationToken) is { } known)
        {
            await this.store.SaveAsync(known with { Wanted = [.. known.Wanted.Union(missing)] }, cancellationToken);
        }
    }

    private AccessToken TokenOf(LoginRecord known) => new(known.Tokens!.AccessToken, this.ProofOf(known));

    private ProofKey? ProofOf(LoginRecord known) =>
        known.Tokens?.ProofKey is { } exported ? this.proofs.GetOrAdd(exported, static (exported, time) => ProofKey.From(exported, time), this.parts.Time) : null;

    private LoginState StateOf(LoginRecord? known)
    {
        if (known?.Tokens is not { } stored)
        {
            return LoginState.None;
        }

        var isRenewable = stored.RefreshToken is not null;
        return new LoginState(isRenewable || !stored.IsExpired(this.parts.Time.GetUtcNow()), known.Issuer, stored.ExpiresAt, isRenewable, known.Scopes);
    }

    /// <summary>Where requests do not log in themselves, none of them waits for a person who does: that takes minutes.</summary>
    private void RefuseWhileThePersonIsAtIt()
    {
        if (this.parts.Open is null && this.Logins.IsRunning)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"A login to {this.server.Name} is under way in the browser. It is there when that is done.");
        }
    }

    private ServerException LoginNeeded(string why) =>
        new(ServerFailureKind.LoginNeeded, $"{this.server.Name} wants you to log in{why}. Run: editor-agent mcp-config login {this.server.Name}");
}
