using System.Collections.Immutable;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>A server cannot be started as things are, and why. Only a person can change that.</summary>
internal sealed class NotReadyException(ServerState state, string problem) : Exception(problem)
{
    public ServerState State { get; } = state;

    /// <summary>What would be approved.</summary>
    public ImmutableArray<string> TrustLines { get; init; } = [];

    /// <summary>Of the identity they show.</summary>
    public string? TrustHash { get; init; }
}
