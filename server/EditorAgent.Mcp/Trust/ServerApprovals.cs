using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;

namespace EditorAgent.Mcp.Trust;

/// <summary>
/// Which servers the user agreed to start, each bound to the hash of all it is (<see cref="ServerIdentity"/>), kept outside every workspace.
/// What another process stores is seen at the next question.
/// </summary>
public sealed class ServerApprovals(string directory, TimeProvider time)
{
    /// <returns>Empty when it is approved as it is; otherwise what a person has to read: all of it when it is new, a diff when it changed.</returns>
    public ImmutableArray<string> Missing(string realRoot, McpServerDeclaration server, ServerIdentity identity) => throw new NotImplementedException($"{directory}{time}");

    public Task ApproveAsync(string realRoot, McpServerDeclaration server, ServerIdentity identity, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task RevokeAsync(string realRoot, string server, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Whether the user believes the annotations of this server's tools.</summary>
    public bool BelievesHints(string realRoot, McpServerDeclaration server, ServerIdentity identity) => throw new NotImplementedException();
}
