using System.Collections.Immutable;

namespace EditorAgent.Mcp.Authorization;

/// <summary>An authorization server (RFC 8414), its addresses checked.</summary>
internal sealed record IssuerMetadata
{
    /// <summary>As it writes it; compared as text only.</summary>
    public required string Issuer { get; init; }

    /// <summary>Null where nobody can log in by browser.</summary>
    public Uri? AuthorizationEndpoint { get; init; }

    public required Uri TokenEndpoint { get; init; }

    public Uri? RegistrationEndpoint { get; init; }

    public Uri? RevocationEndpoint { get; init; }

    public ImmutableArray<string>? ClientAuthentications { get; init; }

    public ImmutableArray<string> Scopes { get; init; } = [];

    public bool TakesMetadataDocuments { get; init; }

    /// <summary>Its answers carry <c>iss</c> (RFC 9207).</summary>
    public bool SendsIssuer { get; init; }

    /// <summary>It binds tokens to a P-256 key.</summary>
    public bool TakesProofs { get; init; }
}
