using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Finds who gives out tokens for a server, and refuses metadata that does not hold together.</summary>
internal sealed class MetadataDiscovery(Uri server, AddressRules rules, GuardedWeb web)
{
    private const string WellKnownResource = "/.well-known/oauth-protected-resource";

    /// <exception cref="ServerException">It says something impossible.</exception>
    public async Task<ResourceMetadata> ResourceAsync(Challenge challenge, CancellationToken cancellationToken)
    {
        if (challenge.MetadataAddress is { } named)
        {
            var address = rules.Check(named, "the address of the server's metadata");
            if (!AddressRules.IsSameOrigin(address, server))
            {
                throw Impossible($"the server's metadata is said to be at another host ({address.Authority})");
            }

            var answer = await web.GetAsync(address, cancellationToken);
            return answer is { IsSuccess: true, Body: not null } ? this.Read(answer) : throw Impossible($"the server's metadata cannot be read ({answer})");
        }

        var origin = server.GetLeftPart(UriPartial.Authority);
        var path = server.AbsolutePath.Trim('/');
        string[] places = path.Length == 0 ? [WellKnownResource] : [$"{WellKnownResource}/{path}", WellKnownResource];
        foreach (var place in places)
        {
            var answer = await web.GetAsync(new Uri(origin + place), cancellationToken);
            if (answer is { IsSuccess: true, Body: not null })
            {
                return this.Read(answer);
            }
        }

        return new ResourceMetadata(server.GetLeftPart(UriPartial.Path).TrimEnd('/'), origin, [], IsLegacy: true);
    }

    /// <exception cref="ServerException">There is no such authorization server, or it says something impossible.</exception>
    public async Task<IssuerMetadata> IssuerAsync(string issuer, bool isLegacy, CancellationToken cancellationToken)
    {
        var address = rules.Check(issuer, "the authorization server");
        var origin = address.GetLeftPart(UriPartial.Authority);
        var path = address.AbsolutePath.Trim('/');
        string[] places = path.Length == 0
            ? [$"{origin}/.well-known/oauth-authorization-server", $"{origin}/.well-known/openid-configuration"]
            : [$"{origin}/.well-known/oauth-authorization-server/{path}", $"{origin}/.well-known/openid-configuration/{path}", $"{origin}/{path}/.well-known/openid-configuration"];
        var hasPkce = true;
        foreach (var place in places)
        {
            var answer = await web.GetAsync(new Uri(place), cancellationToken);
            if (answer is not { IsSuccess: true, Body: not null })
            {
                continue;
            }

            // Whoever answers here must be whom we asked for: otherwise an honest issuer's endpoints could be mixed with a thief's.
            if (!isLegacy && answer.Text("issuer") != issuer)
            {
                throw Impossible($"the metadata at {address.Authority} is of another issuer");
            }

            // The two kinds of documents differ in what they say; the other one may know.
            if (JsonTexts.ListOf(answer, "code_challenge_methods_supported")?.Contains("S256") is true || !WithBrowser(answer))
            {
                return this.Read(answer, answer.Text("issuer") ?? issuer);
            }

            hasPkce = false;
        }

        if (!hasPkce)
        {
            throw Impossible($"{address.Authority} does not support PKCE with S256, without which a login could be stolen");
        }

        return isLegacy ? LegacyDefaults(origin) : throw Impossible($"{address.Authority} publishes no metadata of an authorization server");
    }

    /// <summary>Whether it issues codes to a browser at all: PKCE means nothing for the other grants.</summary>
    private static bool WithBrowser(WebAnswer answer) =>
        JsonTexts.ListOf(answer, "grant_types_supported") is not { } grants || grants.Contains("authorization_code");

    private ResourceMetadata Read(WebAnswer answer)
    {
        if (answer.Text("resource") is not { } resource || !Uri.TryCreate(resource, UriKind.Absolute, out var identifier) || !this.Covers(identifier))
        {
            throw Impossible("the metadata is of another server than the configured one");
        }

        return JsonTexts.ListOf(answer, "authorization_servers") is [{ } issuer, ..]
            ? new ResourceMetadata(resource, issuer, ScopesOf(answer), IsLegacy: false)
            : throw Impossible("its metadata names no authorization server");
    }

    /// <summary>The identifier is the server's address or one above it.</summary>
    private bool Covers(Uri identifier)
    {
        var above = identifier.AbsolutePath.TrimEnd('/');
        var own = server.AbsolutePath.TrimEnd('/');
        return AddressRules.IsSameOrigin(identifier, server)
            && identifier.Query.Length == 0
            && (own.Equals(above, StringComparison.Ordinal) || own.StartsWith(above + "/", StringComparison.Ordinal));
    }

    private IssuerMetadata Read(WebAnswer answer, string issuer) => new()
    {
        Issuer = issuer,
        AuthorizationEndpoint = this.Optional(answer, "authorization_endpoint"),
        TokenEndpoint = rules.Check(answer.Text("token_endpoint"), "its token_endpoint"),
        RegistrationEndpoint = this.Optional(answer, "registration_endpoint"),
        RevocationEndpoint = this.Optional(answer, "revocation_endpoint"),
        ClientAuthentications = JsonTexts.ListOf(answer, "token_endpoint_auth_methods_supported"),
        Scopes = ScopesOf(answer),
        TakesMetadataDocuments = JsonTexts.IsTrue(answer, "client_id_metadata_document_supported"),
        SendsIssuer = JsonTexts.IsTrue(answer, "authorization_response_iss_parameter_supported"),
        TakesProofs = JsonTexts.ListOf(answer, "dpop_signing_alg_values_supported")?.Contains("ES256") is true,
    };

    private Uri? Optional(WebAnswer answer, string name) => answer.Text(name) is { } text ? rules.Check(text, $"its {name}") : null;

    private static ImmutableArray<string> ScopesOf(WebAnswer answer) => Challenge.ScopesOf(string.Join(' ', JsonTexts.ListOf(answer, "scopes_supported") ?? []));

    /// <summary>Where servers of 2025-03-26 without any metadata have their endpoints.</summary>
    private static IssuerMetadata LegacyDefaults(string origin) => new()
    {
        Issuer = origin,
        AuthorizationEndpoint = new Uri($"{origin}/authorize"),
        TokenEndpoint = new Uri($"{origin}/token"),
        RegistrationEndpoint = new Uri($"{origin}/register"),
    };

    private static ServerException Impossible(string why) => new(ServerFailureKind.Unreadable, $"The login was stopped: {why}. No credentials were sent.");
}
