namespace EditorAgent.Mcp.Authorization;

/// <summary>Who we are to one authorization server; worth nothing to any other.</summary>
internal sealed record ClientRegistration
{
    public required string ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary><c>none</c>, <c>client_secret_basic</c>, <c>client_secret_post</c> or <c>private_key_jwt</c>.</summary>
    public required string Authentication { get; init; }

    /// <summary>Where browsers come back to; null for clients without one.</summary>
    public string? RedirectAddress { get; init; }

    /// <summary>PEM, of <c>private_key_jwt</c>; never stored.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? PrivateKey { get; init; }

    public override string ToString() => $"client {this.ClientId}";
}
