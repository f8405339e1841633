using System.Collections.Immutable;

namespace EditorAgent.Mcp.Authorization;

/// <summary>How it stands with the login to one server, as far as is known here without asking anyone.</summary>
/// <param name="IsLoggedIn">There is a token that is good still, or that can be renewed without the user.</param>
/// <param name="Issuer">Whose tokens they are.</param>
/// <param name="ExpiresAt">Of the present token; null where its issuer did not say.</param>
/// <param name="IsRenewable">Whether it is renewed without the user.</param>
/// <param name="Scopes">What was asked for.</param>
public sealed record LoginState(bool IsLoggedIn, string? Issuer, DateTimeOffset? ExpiresAt, bool IsRenewable, ImmutableArray<string> Scopes)
{
    public static LoginState None { get; } = new(false, null, null, false, []);
}
