using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Asks an issuer for tokens as the client that we are to it.</summary>
internal sealed class TokenEndpoint(GuardedWeb web, TimeProvider time)
{
    private const int LongestToken = 16 * 1024;

    private static readonly TimeSpan LifeOfAssertion = TimeSpan.FromMinutes(5);

    /// <param name="issuer">Whom to ask.</param>
    /// <param name="client">As whom.</param>
    /// <param name="fields">Of the grant.</param>
    /// <param name="proof">What the tokens are to be bound to; null for bearer tokens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TokenRefusedException">The issuer said no.</exception>
    /// <exception cref="ServerException">It did not answer, or nonsense.</exception>
    public async Task<StoredTokens> RequestAsync(
        IssuerMetadata issuer, ClientRegistration client, IEnumerable<KeyValuePair<string, string>> fields, ProofKey? proof, CancellationToken cancellationToken)
    {
        var answer = await this.PostAsync(issuer.TokenEndpoint, issuer, client, fields, proof, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new TokenRefusedException(Word(answer.Text("error")) ?? answer.ToString());
        }

        var type = answer.Text("token_type");
        var isProved = "DPoP".Equals(type, StringComparison.OrdinalIgnoreCase);
        if (answer.Text("access_token") is not { Length: <= LongestToken } access
            || access.Any(character => character is <= ' ' or > '~')
            || answer.Text("refresh_token") is { Length: > LongestToken }
            || (isProved ? proof is null : !"Bearer".Equals(type, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ServerException(ServerFailureKind.Unreadable, $"{issuer.TokenEndpoint.Authority} answered without a usable token.");
        }

        var now = time.GetUtcNow();
        return new StoredTokens
        {
            AccessToken = access,
            RefreshToken = answer.Text("refresh_token"),
            ObtainedAt = now,
            ExpiresAt = Lifetime(answer) is { } life ? now + life : null,
            ProofKey = isProved ? proof!.Export() : null,
        };
    }

    /// <summary>RFC 7009. True when the issuer says that the token is worthless now.</summary>
    public async Task<bool> RevokeAsync(IssuerMetadata issuer, ClientRegistration client, string token, string kind, CancellationToken cancellationToken) =>
        issuer.RevocationEndpoint is { } endpoint
        && (await this.PostAsync(endpoint, issuer, client, [new("token", token), new("token_type_hint", kind)], null, cancellationToken)).IsSuccess;

    private async Task<WebAnswer> PostAsync(
        Uri endpoint, IssuerMetadata issuer, ClientRegistration client, IEnumerable<KeyValuePair<string, string>> fields, ProofKey? proof, CancellationToken cancellationToken)
    {
        var form = fields.ToList();
        var answer = await web.SendAsync(this.Request(endpoint, issuer, client, form, proof), cancellationToken);
        return proof is not null && proof.Learn(endpoint, answer.Nonce) && answer is { Status: 400 or 401 } && answer.Text("error") == "use_dpop_nonce"
            ? await web.SendAsync(this.Request(endpoint, issuer, client, form, proof), cancellationToken)
            : answer;
    }

    private HttpRequestMessage Request(Uri endpoint, IssuerMetadata issuer, ClientRegistration client, List<KeyValuePair<string, string>> fields, ProofKey? proof)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint);
        List<KeyValuePair<string, string>> form = [.. fields];
        switch (client.Authentication)
        {
            case "client_secret_basic":
                var pair = $"{Uri.EscapeDataString(client.ClientId)}:{Uri.EscapeDataString(client.ClientSecret ?? "")}";
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
                break;
            case "client_secret_post":
                form.Add(new("client_id", client.ClientId));
                form.Add(new("client_secret", client.ClientSecret ?? ""));
                break;
            case "private_key_jwt":
                form.Add(new("client_id", client.ClientId));
                form.Add(new("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
                form.Add(new("client_assertion", this.Assertion(issuer, client)));
                break;
            default:
                form.Add(new("client_id", client.ClientId));
                break;
        }

        request.Content = new FormUrlEncodedContent(form);
        if (proof is not null)
        {
            request.Headers.Add("DPoP", proof.Proof(HttpMethod.Post, endpoint, accessToken: null));
        }

        return request;
    }

    /// <summary>For the issuer and nobody else (RFC 7523).</summary>
    private string Assertion(IssuerMetadata issuer, ClientRegistration client)
    {
        var now = time.GetUtcNow();
        try
        {
            return SignedToken.WithKey(client.PrivateKey ?? "", claims =>
            {
                claims.WriteString("iss"u8, client.ClientId);
                claims.WriteString("sub"u8, client.ClientId);
                claims.WriteString("aud"u8, issuer.Issuer);
                claims.WriteNumber("iat"u8, now.ToUnixTimeSeconds());
                claims.WriteNumber("exp"u8, (now + LifeOfAssertion).ToUnixTimeSeconds());
                claims.WriteString("jti"u8, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            });
        }
        catch (CryptographicException)
        {
            throw new ServerException(ServerFailureKind.Refused, "The configured private key cannot be used: it is no PEM file of an EC or RSA key.");
        }
    }

    private static TimeSpan? Lifetime(WebAnswer answer) =>
        answer.Body is { } body && body.TryGetProperty("expires_in", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 10L * 366 * 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Of RFC 6749's alphabet and length of an error word.</summary>
    internal static string? Word(string? error) => error is { Length: > 0 and <= 60 } && error.All(character => char.IsAsciiLetterLower(character) || character == '_') ? error : null;
}
