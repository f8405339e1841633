namespace EditorAgent.Mcp.Authorization;

internal sealed record StoredTokens
{
    public required string AccessToken { get; init; }

    public string? RefreshToken { get; init; }

    public required DateTimeOffset ObtainedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>PKCS#8, in Base64: the key that the tokens are bound to (RFC 9449); null for bearer tokens.</summary>
    public string? ProofKey { get; init; }

    public bool IsExpired(DateTimeOffset now) => this.ExpiresAt <= now;

    /// <summary>Time to renew: a minute before the end, or a fifth of a short life.</summary>
    public bool IsEnding(DateTimeOffset now) => this.ExpiresAt is { } end && now >= end - Min(TimeSpan.FromMinutes(1), (end - this.ObtainedAt) / 5);

    public override string ToString() => "tokens";

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
