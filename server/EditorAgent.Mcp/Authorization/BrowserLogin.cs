using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>The authorization code flow with PKCE: a person logs in at the issuer, and the code comes back to a listener on this machine.</summary>
internal sealed class BrowserLogin(McpServerDeclaration server, AuthorizationParts parts, ClientRegistrar registrar, TokenEndpoint tokens)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="resource">For what.</param>
    /// <param name="issuer">Where.</param>
    /// <param name="known">What is kept of an earlier login; its client is used again where it still fits.</param>
    /// <param name="scopes">All that is to be asked for.</param>
    /// <param name="proof">What the tokens are to be bound to.</param>
    /// <param name="open">Takes the user there.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    public async Task<LoginRecord> RunAsync(
        ResourceMetadata resource, IssuerMetadata issuer, LoginRecord? known, ImmutableArray<string> scopes, ProofKey? proof, OpenAddress open, CancellationToken cancellationToken)
    {
        var endpoint = issuer.AuthorizationEndpoint ?? throw new ServerException(ServerFailureKind.Refused, $"{issuer.TokenEndpoint.Authority} lets nobody log in by browser.");
        var state = Unguessable();
        var verifier = Unguessable();
        await using var listener = this.Listen(known, state);
        var client = this.IsConfigured || known is null || known.Issuer != issuer.Issuer || known.Client.RedirectAddress != listener.Address
            ? await registrar.ForAsync(issuer, listener.Address, scopes, cancellationToken)
            : known.Client;

        var address = With(endpoint, Parameters());
        if (!await open(new LoginAddress(server.Name, endpoint.Authority, address), cancellationToken))
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"The login to {server.Name} was not started.");
        }

        var code = Redeemable(await this.AnswerAsync(listener, cancellationToken), issuer);
        try
        {
            var received = await tokens.RequestAsync(
                issuer,
                client,
                [
                    new("grant_type", "authorization_code"),
                    new("code", code),
                    new("redirect_uri", listener.Address),
                    new("code_verifier", verifier),
                    new("resource", resource.Resource),
                ],
                proof,
                cancellationToken);
            return new LoginRecord { Issuer = issuer.Issuer, Resource = resource.Resource, IsLegacy = resource.IsLegacy, Client = client, Scopes = scopes, Tokens = received };
        }
        catch (TokenRefusedException refused)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"The login to {server.Name} failed: {endpoint.Authority} did not accept its own code ({refused.Error}).");
        }

        List<KeyValuePair<string, string>> Parameters()
        {
            List<KeyValuePair<string, string>> parameters =
            [
                new("response_type", "code"),
                new("client_id", client.ClientId),
                new("redirect_uri", listener.Address),
                new("state", state),
                new("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))),
                new("code_challenge_method", "S256"),
                new("resource", resource.Resource),
            ];
            if (!scopes.IsEmpty)
            {
                parameters.Add(new("scope", string.Join(' ', scopes)));
            }

            // OpenID Connect gives lasting access only to whom the user consents anew.
            if (scopes.Contains("offline_access"))
            {
                parameters.Add(new("prompt", "consent"));
            }

            return parameters;
        }
    }

    private bool IsConfigured => server.OAuth?.ClientId is not null;

    /// <summary>On the port that the issuer knows, where there is one; else on any.</summary>
    private CallbackListener Listen(LoginRecord? known, string state)
    {
        if (server.OAuth?.CallbackPort is { } configured)
        {
            return CallbackListener.TryOpen(configured, state, parts.Time)
                ?? throw new ServerException(ServerFailureKind.Refused, $"Port {configured}, the callbackPort of {server.Name}, is in use. Close the program that uses it, then log in again.");
        }

        var earlier = known?.Client.RedirectAddress is { } address ? new Uri(address).Port : 0;
        return CallbackListener.TryOpen(earlier, state, parts.Time)
            ?? CallbackListener.TryOpen(0, state, parts.Time)
            ?? throw new ServerException(ServerFailureKind.Refused, "No port of this machine is free for the browser to come back to.");
    }

    private async Task<CallbackAnswer> AnswerAsync(CallbackListener listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.WaitAsync(Limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ServerException(ServerFailureKind.LoginNeeded, $"Nobody logged in to {server.Name} within {Limit.TotalMinutes:0} minutes. Start the login again.");
        }
    }

    /// <summary>Whose answer it is comes before what it says (RFC 9207): text compared with text.</summary>
    private string Redeemable(CallbackAnswer answer, IssuerMetadata issuer)
    {
        if (answer.Issuer is null ? issuer.SendsIssuer : answer.Issuer != issuer.Issuer)
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"The login to {server.Name} was stopped: the answer is not from the authorization server that was asked. No code was sent anywhere.");
        }

        return answer is { Error: null, Code: { Length: > 0 } code }
            ? code
            : throw new ServerException(ServerFailureKind.LoginNeeded, $"The login to {server.Name} was refused ({TokenEndpoint.Word(answer.Error) ?? "no reason given"}).");
    }

    private static Uri With(Uri endpoint, List<KeyValuePair<string, string>> parameters)
    {
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        return new UriBuilder(endpoint) { Query = endpoint.Query.Length > 1 ? $"{endpoint.Query[1..]}&{query}" : query }.Uri;
    }

    private static string Unguessable() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
