using System.Collections.Immutable;

namespace EditorAgent.Mcp.Authorization;

/// <summary>What is kept of a login.</summary>
internal sealed record LoginRecord
{
    public required string Issuer { get; init; }

    public required string Resource { get; init; }

    public bool IsLegacy { get; init; }

    public required ClientRegistration Client { get; init; }

    /// <summary>All that was asked for so far, so that more is asked for on top of it.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>What the server wanted beyond that while nobody could be asked.</summary>
    public ImmutableArray<string> Wanted { get; init; } = [];

    /// <summary>Null when the issuer took them back: who we are there stays.</summary>
    public StoredTokens? Tokens { get; init; }

    public override string ToString() => $"login at {this.Issuer}";
}
