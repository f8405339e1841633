namespace EditorAgent.Mcp.Authorization;

public enum LogoutOutcome
{
    /// <summary>There was nothing to end.</summary>
    WasNotLoggedIn,

    /// <summary>The issuer withdrew the tokens, and they are deleted here.</summary>
    Revoked,

    /// <summary>The tokens are deleted here; their issuer cannot withdraw tokens or did not answer, so a copy would be good until it expires.</summary>
    DeletedOnly,
}
