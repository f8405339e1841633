using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Tools;

namespace EditorAgent.Host.Composition;

/// <summary>What a door asks for when it opens a session.</summary>
internal sealed record SessionRequest
{
    /// <summary>An existing directory, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    public ImmutableArray<string> AdditionalDirectories { get; init; } = [];

    public required IPermissionPrompt Prompt { get; init; }

    /// <summary>The way to files when it is not the disk: a client's open buffers over the disk.</summary>
    public Func<Workspace, IWorkspaceFiles, IWorkspaceFiles>? FilesOver { get; init; }

    /// <summary>MCP servers that the client handed over; null where it gave none.</summary>
    public Func<Workspace, McpConfiguration>? GivenServers { get; init; }

    /// <summary>How the client shows what an MCP server asks; null where it cannot.</summary>
    public Func<IFormClient>? Forms { get; init; }

    /// <summary>How the model's questions are shown; null asks them like permissions.</summary>
    public IUserQuestions? Questions { get; init; }

    /// <summary>Null takes the configured default.</summary>
    public string? ModelAlias { get; init; }

    /// <summary>A model that is no matter of configuration: the demo's.</summary>
    public IChatModel? Model { get; init; }

    /// <summary>Null takes the session's last mode, else the configured default, else <see cref="PermissionMode.Ask"/>.</summary>
    public PermissionMode? Mode { get; init; }

    /// <summary>Model requests in one turn; null takes what is configured.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>What the session may use up; null sets no bound.</summary>
    public SpendingLimit? Limit { get; init; }

    /// <summary>The editor has not trusted the workspace: the session only reads, whatever else is asked for here.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whoever asks for the session vouches for the workspace: the user by a flag of the command line, the demo for its own copy.</summary>
    public bool IsTrusted { get; init; }
}
