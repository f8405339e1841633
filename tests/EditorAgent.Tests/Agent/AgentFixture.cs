using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Guidance;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Tests.Agent;

/// <summary>A real session in a temporary folder with a model and tools of the test's own.</summary>
internal sealed class AgentFixture : IAsyncDisposable, IPermissionPrompt
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-tests-");

    public AgentSession Agent { get; private set; } = null!;

    public List<SessionEvent> Events { get; } = [];

    public Func<PermissionRequest, CancellationToken, Task<PermissionAnswer>> Answer { get; set; } =
        (_, _) => Task.FromResult<PermissionAnswer>(new PermissionAnswer.AllowOnce());

    public List<PermissionRequest> Asked { get; } = [];

    public SessionStore Store => new(Path.Combine(this.folder.FullName, "sessions"), TimeProvider.System);

    public TrustStore TrustStore => new(Path.Combine(this.folder.FullName, "trust"), TimeProvider.System);

    public string WorkspaceRoot => Path.Combine(this.folder.FullName, "workspace");

    public static async Task<AgentFixture> StartAsync(IChatModel model, IEnumerable<ITool> tools, LoopSettings? loop = null, TimeProvider? time = null, ImmutableArray<string>? warnings = null, ToolCatalog? catalog = null, ILateTools? late = null, IChatModel? summarizer = null, Func<Workspace, WorkspaceTrust, GuidanceLibrary>? guidance = null, BackgroundCommands? commands = null, Func<AgentParts, AgentParts>? adjust = null)
    {
        var fixture = new AgentFixture();
        var workspace = new Workspace(fixture.folder.CreateSubdirectory("workspace").FullName, [], []);
        var session = await fixture.Store.CreateAsync(workspace.Root, [], "test", CancellationToken.None);
        var trust = new WorkspaceTrust(fixture.TrustStore, workspace);
        session.Subscribe(envelope => fixture.Events.Add(envelope.Event));
        var parts = new AgentParts
        {
            Workspace = workspace,
            Files = new DiskWorkspaceFiles(),
            Tools = catalog ?? new ToolCatalog(tools),
            Late = late,
            Permissions = new PermissionPolicy([], PermissionMode.Ask),
            Trust = trust,
            Guidance = guidance?.Invoke(workspace, trust),
            Prompt = fixture,
            Loop = loop ?? new LoopSettings(),
            Time = time ?? TimeProvider.System,
            Summarizer = summarizer,
            Warnings = warnings ?? [],
            Commands = commands,
        };
        fixture.Agent = new AgentSession(
            session,
            model,
            adjust?.Invoke(parts) ?? parts,
            NullLogger.Instance);
        return fixture;
    }

    public Task<TurnOutcome> TurnAsync(string prompt, CancellationToken cancellationToken) =>
        this.Agent.RunTurnAsync([new ContentPart.Text(prompt)], cancellationToken);

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        this.Asked.Add(request);
        return this.Answer(request, cancellationToken);
    }

    /// <summary>Lets the session go as when the client is gone, and opens it again, with the same tools and another model.</summary>
    public async Task<AgentSession> ReopenAsync(IChatModel model, IEnumerable<ITool> tools, ToolCatalog? catalog = null, ILateTools? late = null)
    {
        var id = this.Agent.Session.Id;
        await this.Agent.DisposeAsync();
        var workspace = new Workspace(Path.Combine(this.folder.FullName, "workspace"), [], []);
        var session = await this.Store.OpenAsync(id, CancellationToken.None);
        this.Agent = new AgentSession(
            session,
            model,
            new AgentParts
            {
                Workspace = workspace,
                Files = new DiskWorkspaceFiles(),
                Tools = catalog ?? new ToolCatalog(tools),
                Late = late,
                Permissions = new PermissionPolicy([], PermissionMode.Ask),
                Trust = new WorkspaceTrust(this.TrustStore, workspace),
                Prompt = this,
                Loop = new LoopSettings(),
                Time = TimeProvider.System,
            },
            NullLogger.Instance);
        return this.Agent;
    }

    /// <summary>Closes the session and reads it back from the disk.</summary>
    public async Task<SessionState> ReloadAsync()
    {
        var id = this.Agent.Session.Id;
        await this.Agent.DisposeAsync();
        await using var loaded = await this.Store.OpenAsync(id, CancellationToken.None);
        return loaded.State;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await this.Agent.DisposeAsync();
        }
        catch (ObjectDisposedException)
        {
        }

        this.folder.Delete(recursive: true);
    }
}
