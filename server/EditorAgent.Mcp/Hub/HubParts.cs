using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
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

    public required ServerApprovals Approvals { get; init; }

    public required ToolPins Pins { get; init; }

    public required CallAudit Audit { get; init; }

    /// <summary>Values for <c>${input:ID}</c>; null where one was never given.</summary>
    public required Func<McpServerDeclaration, string, CancellationToken, Task<string?>> ReadInput { get; init; }

    /// <summary>How to authorize at an HTTP server.</summary>
    public required Func<McpServerDeclaration, EndpointAuthorization> Authorize { get; init; }

    /// <summary>What servers may ask when no call is running.</summary>
    public ServerQuestions Questions { get; init; } = new();

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
