using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Authorization;

/// <summary>Logging in and out, for verbs and editors.</summary>
public sealed class ServerLogin(ServerAuthorizations authorizations)
{
    /// <summary>Takes the user through a login in their browser. Cancelling ends it and closes the listener; what was kept before stays.</summary>
    /// <exception cref="Contract.ServerException">It did not come about; the message says why.</exception>
    public Task<LoginState> LoginAsync(McpServerDeclaration server, OpenAddress open, CancellationToken cancellationToken) =>
        authorizations.Of(server).LoginAsync(open, cancellationToken);

    /// <summary>Has the tokens withdrawn where the issuer can do that, and deletes them here in any case.</summary>
    public Task<LogoutOutcome> LogoutAsync(McpServerDeclaration server, CancellationToken cancellationToken) =>
        authorizations.Of(server).LogoutAsync(cancellationToken);

    public Task<LoginState> StateAsync(McpServerDeclaration server, CancellationToken cancellationToken) =>
        authorizations.Of(server).StateAsync(cancellationToken);
}
