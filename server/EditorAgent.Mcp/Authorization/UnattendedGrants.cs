using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Grants without a person: the program's own credentials, a platform's token, or the company's identity provider.</summary>
internal sealed class UnattendedGrants(McpServerDeclaration server, AddressRules rules, ClientRegistrar registrar, TokenEndpoint tokens, GuardedWeb web)
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public async Task<LoginRecord> RunAsync(ResourceMetadata resource, IssuerMetadata issuer, ImmutableArray<string> scopes, ProofKey? proof, CancellationToken cancellationToken)
    {
        var settings = server.OAuth!;
        var client = await registrar.ConfiguredAsync(issuer, null, cancellationToken)
            ?? throw new ServerException(ServerFailureKind.LoginNeeded, $"The oauth settings of {server.Name} lack a clientId.");
        List<KeyValuePair<string, string>> fields = settings.Grant == McpOAuthGrant.ClientCredentials
            ? [new("grant_type", "client_credentials")]
            : [new("grant_type", JwtBearer), new("assertion", await this.AssertionAsync(settings, resource, issuer, cancellationToken))];
        fields.Add(new("resource", resource.Resource));
        if (!scopes.IsEmpty)
        {
            fields.Add(new("scope", string.Join(' ', scopes)));
        }

        try
        {
            var received = await tokens.RequestAsync(issuer, client, fields, proof, cancellationToken);
            return new LoginRecord { Issuer = issuer.Issuer, Resource = resource.Resource, IsLegacy = resource.IsLegacy, Client = client, Scopes = scopes, Tokens = received };
        }
        catch (TokenRefusedException refused)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"{issuer.TokenEndpoint.Authority} gave no token for {server.Name} ({refused.Error}). Check its oauth settings.");
        }
    }

    private async Task<string> AssertionAsync(McpOAuthSettings settings, ResourceMetadata resource, IssuerMetadata issuer, CancellationToken cancellationToken)
    {
        var own = settings.AssertionFile is { } file
            ? await AssertionFile.ReadAsync(file, cancellationToken)
            : throw new ServerException(ServerFailureKind.LoginNeeded, $"The oauth settings of {server.Name} lack an assertionFile.");
        return settings.Grant == McpOAuthGrant.Enterprise ? await this.ExchangeAsync(settings, own, resource, issuer, cancellationToken) : own;
    }

    /// <summary>The identity provider turns the user's token into one that this issuer accepts for this server only (RFC 8693).</summary>
    private async Task<string> ExchangeAsync(McpOAuthSettings settings, string identity, ResourceMetadata resource, IssuerMetadata issuer, CancellationToken cancellationToken)
    {
        if (settings is not { IdentityTokenUrl: { } provider, IdentityClientId: { } client })
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"The oauth settings of {server.Name} lack identityTokenUrl or identityClientId.");
        }

        rules.Check(provider, "its identityTokenUrl");
        var request = new HttpRequestMessage(HttpMethod.Post, provider)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
                new("client_id", client),
                new("subject_token", identity),
                new("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"),
                new("requested_token_type", "urn:ietf:params:oauth:token-type:id-jag"),
                new("audience", issuer.Issuer),
                new("resource", resource.Resource),
            ]),
        };
        var answer = await web.SendAsync(request, cancellationToken);
        return answer.IsSuccess && answer.Text("access_token") is { } grant
            ? grant
            : throw new ServerException(ServerFailureKind.LoginNeeded, $"{provider.Authority} did not hand over a grant for {server.Name} ({TokenEndpoint.Word(answer.Text("error")) ?? answer.ToString()}).");
    }
}
