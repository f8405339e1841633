using ModelContextProtocol.Authentication;

namespace EditorAgent.Mcp.Contract;

/// <summary>How requests to one HTTP server are authorized: by the SDK's OAuth, by a handler of our own around the connection's, by both, or not.</summary>
public sealed record EndpointAuthorization(ClientOAuthOptions? OAuth, Func<HttpMessageHandler, HttpMessageHandler>? Around)
{
    /// <summary>Logins that requests to the server may wait for; null where there are none.</summary>
    public LoginWatch? Logins { get; init; }

    public static EndpointAuthorization None { get; } = new(null, null);
}
