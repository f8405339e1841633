namespace EditorAgent.Protocol.Extensions;

/// <summary>The user trusts one directory as <see cref="TrustStatusResult"/> showed it; refused when it has changed since.</summary>
[WireMethod(EditorAgentMethods.GrantTrust, WireSide.Agent, Result = typeof(GrantTrustResult), Gate = "trust")]
public sealed record GrantTrustParams
{
    public required string SessionId { get; init; }

    public required string Path { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary><c>session</c> or <c>always</c>.</summary>
    public required string Duration { get; init; }

    [JsonPropertyName("_meta")]
    [JsonConverter(typeof(MetaConverter))]
    public JsonElement? Meta { get; init; }
}
