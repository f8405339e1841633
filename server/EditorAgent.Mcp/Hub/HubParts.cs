using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Connections;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub;

/// <summary>What a hub is put together from.</summary>
public sealed record HubParts
{
    public required EditorAgentHome Home { get; init; }

    public required Workspace Workspace { get; init; }

    public required WorkspaceTrust Trust { get; init; }

    /// <summary>Reads the configuration as it is now; called at the start and at each reload.</summary>
    public required Func<McpConfiguration> ReadConfiguration { get; init; }

    /// <summary>Where lists, eras and spilled results are kept: outside the workspace.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Where programs are found; nothing of the workspace.</summary>
    public required TrustedPath Path { get; init; }

    /// <summary>Of this process: what <c>${env:NAME}</c> in the user's own file stands for, and where the few variables come from that every server gets.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Names of built-in tools: no tool of a server is offered under one.</summary>
    public ImmutableHashSet<string> ReservedNames { get; init; } = [];

    public HubLimits Limits { get; init; } = new();

    public required ServerApprovals Approvals { get; init; }

    public required ToolPins Pins { get; init; }

    public required CallAudit Audit { get; init; }

    /// <summary>Values for <c>${input:ID}</c>; null where one was never given.</summary>
    public required Func<McpServerDeclaration, string, CancellationToken, Task<string?>> ReadInput { get; init; }

    /// <summary>How to authorize at an HTTP server.</summary>
    public required Func<McpServerDeclaration, EndpointAuthorization> Authorize { get; init; }

    /// <summary>What servers may ask when no call is running; roots are offered only to those whose configuration says so.</summary>
    public ServerQuestions Questions { get; init; } = new();

    /// <summary>How a connection is made; null makes a real one.</summary>
    internal Func<ServerEndpoint, ServerQuestions, ServerEvents, CancellationToken, Task<IServerConnection>>? Connect { get; init; }

    /// <summary>Whether the user lets this server ask the session's model at all; what is not allowed is not advertised.</summary>
    public Func<string, bool> AllowsSampling { get; init; } = _ => false;

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    internal async Task<IServerConnection> ConnectAsync(ServerEndpoint endpoint, ServerQuestions questions, ServerEvents events, CancellationToken cancellationToken) =>
        this.Connect is { } connect
            ? await connect(endpoint, questions, events, cancellationToken)
            : await ServerConnection.ConnectAsync(endpoint, questions, events, this.Time, this.Logger, cancellationToken);
}
