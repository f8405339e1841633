using System.Collections.Immutable;

namespace EditorAgent.Core.Configuration.Mcp;

/// <summary>
/// What a user already has to log in to one HTTP server with: the member <c>oauth</c> of a server in their own <c>mcp.json</c> (a workspace may
/// set <c>clientId</c>, <c>callbackPort</c> and <c>scopes</c> only). Members have the names of the properties. Everything is optional: without it a login finds out by itself.
/// </summary>
public sealed record McpOAuthSettings
{
    /// <summary>Of a client registered by hand.</summary>
    public string? ClientId { get; init; }

    /// <summary>May hold <c>${env:NAME}</c> and <c>${input:ID}</c>, which are filled in when it is used.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The port that was registered with <c>http://127.0.0.1:PORT/callback</c>; null takes any.</summary>
    public int? CallbackPort { get; init; }

    /// <summary>Asked for where neither the server nor its metadata name any.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>An https address whose document describes the client (Client ID Metadata Document).</summary>
    public Uri? ClientMetadataUrl { get; init; }

    public McpOAuthGrant Grant { get; init; }

    /// <summary>Of <see cref="McpOAuthGrant.ClientCredentials"/>: a PEM file whose key signs, instead of a secret.</summary>
    public string? PrivateKeyFile { get; init; }

    /// <summary>Of <see cref="McpOAuthGrant.JwtBearer"/> and <see cref="McpOAuthGrant.Enterprise"/>: the file in which a platform keeps a fresh token; read at each use.</summary>
    public string? AssertionFile { get; init; }

    /// <summary>Of <see cref="McpOAuthGrant.Enterprise"/>: where the company's identity provider exchanges tokens, and as whom.</summary>
    public Uri? IdentityTokenUrl { get; init; }

    /// <summary>Of <see cref="McpOAuthGrant.Enterprise"/>.</summary>
    public string? IdentityClientId { get; init; }

    public override string ToString() => $"oauth ({this.Grant}{(this.ClientId is null ? "" : $", client {this.ClientId}")})";
}
