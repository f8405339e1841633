using System.Collections.Concurrent;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Authorization;

/// <summary>The logins of this process to HTTP servers. Making it, and asking <see cref="For"/>, costs nothing; the first request looks at the store.</summary>
public sealed class ServerAuthorizations(AuthorizationParts parts) : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, Uri Url, McpOAuthSettings? OAuth), ServerAuthorization> known = new();

    /// <summary>For <see cref="Hub.HubParts.Authorize"/>. A server whose headers bring credentials is never logged in to.</summary>
    public EndpointAuthorization For(McpServerDeclaration server) =>
        server.Transport == McpTransport.Stdio || server.BearerTokenEnvVar is not null || server.Headers.Keys.Contains("Authorization", StringComparer.OrdinalIgnoreCase)
            ? EndpointAuthorization.None
            : new EndpointAuthorization(null, inner => new AuthorizationHandler(server.Url!, this.Of(server), inner)) { Logins = this.Of(server).Logins };

    public void Dispose()
    {
        foreach (var authorization in this.known.Values)
        {
            authorization.Dispose();
        }
    }

    /// <exception cref="ServerException">There is nothing to log in to.</exception>
    internal ServerAuthorization Of(McpServerDeclaration server) => server.Url is { } url
        ? this.known.GetOrAdd((server.Name, url, server.OAuth), static (key, made) => new ServerAuthorization(made.server, key.Url, made.parts), (server, parts))
        : throw new ServerException(ServerFailureKind.Refused, $"{server.Name} is a program on this machine: there is no login to it.");
}
