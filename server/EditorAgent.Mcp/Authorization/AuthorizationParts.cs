using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Secrets;

namespace EditorAgent.Mcp.Authorization;

public sealed record AuthorizationParts
{
    public required ISecretStore Secrets { get; init; }

    /// <summary>Shared by all processes of the user.</summary>
    public required KeyedLock Locks { get; init; }

    /// <summary>Fills <c>${env:NAME}</c> and <c>${input:ID}</c> in a configured text; null where a value was never given.</summary>
    public required Func<McpServerDeclaration, string, CancellationToken, Task<string?>> Fill { get; init; }

    /// <summary>Logs in as soon as a server wants it; null (sessions) fails with <see cref="Contract.ServerFailureKind.LoginNeeded"/> instead.</summary>
    public OpenAddress? Open { get; init; }

    public required TimeProvider Time { get; init; }
}
