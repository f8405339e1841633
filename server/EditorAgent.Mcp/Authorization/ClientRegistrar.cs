using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Who we are to an issuer: the client that the user registered, our metadata document, or one that is registered now.</summary>
internal sealed class ClientRegistrar(McpServerDeclaration server, AuthorizationParts parts, GuardedWeb web)
{
    private const int Longest = 4096;

    /// <summary>The client of the configuration; null where there is none.</summary>
    public async Task<ClientRegistration?> ConfiguredAsync(IssuerMetadata issuer, string? redirectAddress, CancellationToken cancellationToken)
    {
        if (server.OAuth is not { ClientId: { } id } settings)
        {
            return null;
        }

        if (settings.PrivateKeyFile is { } file)
        {
            return new ClientRegistration { ClientId = id, Authentication = "private_key_jwt", PrivateKey = await AssertionFile.ReadAsync(file, cancellationToken), RedirectAddress = redirectAddress };
        }

        var secret = settings.ClientSecret is { } text ? await parts.Fill(server, text, cancellationToken) : null;
        return settings.ClientSecret is not null && secret is null
            ? throw new ServerException(ServerFailureKind.LoginNeeded, $"The client secret of {server.Name} was never given. Give it, then log in again.")
            : new ClientRegistration { ClientId = id, ClientSecret = secret, Authentication = AuthenticationWith(issuer, secret), RedirectAddress = redirectAddress };
    }

    /// <exception cref="ServerException">Nobody told us who we are, and the issuer registers nobody.</exception>
    public async Task<ClientRegistration> ForAsync(IssuerMetadata issuer, string redirectAddress, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        if (await this.ConfiguredAsync(issuer, redirectAddress, cancellationToken) is { } configured)
        {
            return configured;
        }

        if (issuer.TakesMetadataDocuments && server.OAuth?.ClientMetadataUrl is { } document)
        {
            return document.Scheme == Uri.UriSchemeHttps && document.AbsolutePath.Length > 1
                ? new ClientRegistration { ClientId = document.OriginalString, Authentication = "none", RedirectAddress = redirectAddress }
                : throw new ServerException(ServerFailureKind.Refused, $"The clientMetadataUrl of {server.Name} is no https address with a path.");
        }

        return issuer.RegistrationEndpoint is { } endpoint
            ? await this.RegisterAsync(endpoint, issuer, redirectAddress, scopes, cancellationToken)
            : throw new ServerException(
                ServerFailureKind.LoginNeeded,
                $"{issuer.TokenEndpoint.Authority} takes no new clients by itself. Register one there for the address http://127.0.0.1/callback and put its id under oauth.clientId of {server.Name} in your mcp.json.");
    }

    private async Task<ClientRegistration> RegisterAsync(Uri endpoint, IssuerMetadata issuer, string redirectAddress, ImmutableArray<string> scopes, CancellationToken cancellationToken)
    {
        var wanted = AuthenticationOf(issuer);
        var answer = await this.PostAsync(endpoint, Document(redirectAddress, wanted, scopes), cancellationToken);
        if (answer.Status == 400 && !scopes.IsEmpty && answer.Text("error") == "invalid_client_metadata")
        {
            // Some issuers know the scopes of a resource only when they are asked for it, not when a client registers.
            answer = await this.PostAsync(endpoint, Document(redirectAddress, wanted, []), cancellationToken);
        }

        if (!answer.IsSuccess || answer.Text("client_id") is not { Length: <= Longest } id || answer.Text("client_secret") is { Length: > Longest })
        {
            var why = TokenEndpoint.Word(answer.Text("error")) is { } word ? $" ({word})" : "";
            throw new ServerException(ServerFailureKind.Refused, $"{endpoint.Authority} did not register this program as a client{why}: {answer}.");
        }

        var secret = answer.Text("client_secret");
        return new ClientRegistration
        {
            ClientId = id,
            ClientSecret = secret,
            Authentication = answer.Text("token_endpoint_auth_method") is ("none" or "client_secret_basic" or "client_secret_post") and var given ? given : secret is null ? "none" : wanted,
            RedirectAddress = redirectAddress,
        };
    }

    private async Task<WebAnswer> PostAsync(Uri endpoint, byte[] document, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(document);
        content.Headers.ContentType = new("application/json");
        return await web.SendAsync(new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content }, cancellationToken);
    }

    private static byte[] Document(string redirectAddress, string authentication, ImmutableArray<string> scopes)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("client_name"u8, "EditorAgent"u8);
            json.WriteString("application_type"u8, "native"u8);
            json.WriteString("token_endpoint_auth_method"u8, authentication);
            WriteList(json, "redirect_uris", [redirectAddress]);
            WriteList(json, "grant_types", ["authorization_code", "refresh_token"]);
            WriteList(json, "response_types", ["code"]);
            if (!scopes.IsEmpty)
            {
                json.WriteString("scope"u8, string.Join(' ', scopes));
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, string[] items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    /// <summary>A program on a user's machine keeps no secret well, so none is asked for where none is needed.</summary>
    private static string AuthenticationOf(IssuerMetadata issuer) => issuer.ClientAuthentications switch
    {
        null => "none",
        { } known when known.Contains("none") => "none",
        { } known when known.Contains("client_secret_basic") => "client_secret_basic",
        { } known when known.Contains("client_secret_post") => "client_secret_post",
        _ => "none",
    };

    private static string AuthenticationWith(IssuerMetadata issuer, string? secret) => secret is null
        ? "none"
        : issuer.ClientAuthentications is { } known && known.Contains("client_secret_post") && !known.Contains("client_secret_basic") ? "client_secret_post" : "client_secret_basic";
}
