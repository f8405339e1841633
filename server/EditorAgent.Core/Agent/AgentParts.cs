using System.Collections.Immutable;
using EditorAgent.Core.Agent.Attachments;
using EditorAgent.Core.Agent.CodeActions;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Hooks;
using EditorAgent.Core.Models;
using EditorAgent.Core.Models.Images;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;

namespace EditorAgent.Core.Agent;

/// <summary>What an <see cref="AgentSession"/> is put together from, beside its journal and its model.</summary>
public sealed record AgentParts
{
    public required Workspace Workspace { get; init; }

    public required IWorkspaceFiles Files { get; init; }

    public required ToolCatalog Tools { get; init; }

    public required PermissionPolicy Permissions { get; init; }

    /// <summary>Where the user's "always" is stored; null keeps none.</summary>
    public GrantStore? Grants { get; init; }

    public required WorkspaceTrust Trust { get; init; }

    public required IPermissionPrompt Prompt { get; init; }

    public required LoopSettings Loop { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>What keeps in the programs that tools start; null where they start none.</summary>
    public Sandbox? Sandbox { get; init; }

    /// <summary>What understands the workspace's code; null where nothing does. The session's from here on.</summary>
    public ICodeIntelligence? Code { get; init; }

    /// <summary>Reads the files that a user attaches; null where none can be attached.</summary>
    public FileAttachments? Attachments { get; init; }

    /// <summary>Turns code actions into prompts; null where none are served.</summary>
    public CodeActionComposer? CodeActions { get; init; }

    /// <summary>The user's and the workspace's skills, commands and notes; null leaves the workspace's notes only.</summary>
    public GuidanceLibrary? Guidance { get; init; }

    /// <summary>What brings tools later; null where all are there from the start. The session's from here on.</summary>
    public ILateTools? Late { get; init; }

    /// <summary>A cheaper model that writes the notes of long conversations; null: the session's own does.</summary>
    public IChatModel? Summarizer { get; init; }

    /// <summary>What runs beside the conversation; null where nothing can. The session's from here on.</summary>
    public BackgroundCommands? Commands { get; init; }

    /// <summary>Behind the system prompt: what is special about this agent's part; empty for a session of the user's.</summary>
    public string Role { get; init; } = "";

    /// <summary>Whose task this agent has; null for a session of the user's.</summary>
    public SubagentOrigin? Origin { get; init; }

    /// <summary>What the person has allowed in the session that this agent works for, to be shared with it; null keeps its own.</summary>
    public StandingGrants? SharedGrants { get; init; }

    /// <summary>Programs that are told what happens and may deny it; null where none ever are.</summary>
    public SessionHooks? Hooks { get; init; }

    /// <summary>Makes the models that take over when a model cannot be had, in order; null where none does.</summary>
    public Func<ModelDescription, ImmutableArray<Func<IChatModel>>>? FallbacksOf { get; init; }

    /// <summary>Names sessions; null leaves them the first line of their first prompt.</summary>
    public IChatModel? TitleModel { get; init; }

    /// <summary>Makes images fit into requests; null leaves them as they come.</summary>
    public ImageFitting? Images { get; init; }

    /// <summary>Looks up what a prompt names with an @; null where a client does that.</summary>
    public PromptReferences? References { get; init; }

    /// <summary>What the run may use up, its turns and the sessions that work for it together; null sets no bound.</summary>
    public SpendingLimit? Limit { get; init; }

    /// <summary>What was ignored of the configuration and why; told to the user with the first turn.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
