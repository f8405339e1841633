using System.Collections.Concurrent;
using EditorAgent.BuiltInTools;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Agent.Subagents;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Asking;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Tests.Agent.Subagents;

/// <summary>A session with the real tools whose subagents get their models from the test, in the order in which they begin.</summary>
internal sealed class CrewFixture : IAsyncDisposable
{
    private readonly ToolCatalog catalog = new([]);
    private readonly ConcurrentQueue<IChatModel> children;

    private CrewFixture(IEnumerable<IChatModel> children) => this.children = new(children);

    public AgentFixture Parent { get; private set; } = null!;

    public AgentConfiguration Configuration { get; init; } = new();

    /// <summary>The subagents as they were put together.</summary>
    public ConcurrentQueue<AgentSession> Made { get; } = [];

    public static async Task<CrewFixture> StartAsync(IChatModel model, IEnumerable<IChatModel> children, AgentConfiguration? configuration = null, IEnumerable<ITool>? more = null)
    {
        var crew = new CrewFixture(children) { Configuration = configuration ?? new AgentConfiguration() };
        crew.Parent = await AgentFixture.StartAsync(model, [], catalog: crew.catalog);
        var store = new SessionStore(Path.Combine(crew.Parent.Agent.Session.Directory, SubagentCrew.Folder), TimeProvider.System);
        var session = new SessionTools
        {
            Subagents = new SubagentCrew(() => crew.Parent.Agent, store, crew.Make, crew.Configuration.Subagents),
            Questions = new PromptedQuestions(crew.Parent),
            PlanMode = new PlanMode(() => crew.Parent.Agent),
        };
        crew.catalog.Append([.. crew.Tools(session), .. more ?? []]);
        return crew;
    }

    public Task<AgentSession> ReopenAsync(IChatModel model) => this.Parent.ReopenAsync(model, [], this.catalog);

    public void Write(string relative, string text) => File.WriteAllText(Path.Combine(this.Parent.WorkspaceRoot, relative), text);

    public string Read(string relative) => File.ReadAllText(Path.Combine(this.Parent.WorkspaceRoot, relative));

    public ValueTask DisposeAsync() => this.Parent.DisposeAsync();

    private IEnumerable<ITool> Tools(SessionTools? session) =>
        BuiltInToolSet.Create(new Workspace(this.Parent.WorkspaceRoot, [], []), new DiskWorkspaceFiles(), Sandbox.Absent("not in this test"), session: session);

    private AgentSession Make(SubagentSeat seat)
    {
        var owner = this.Parent.Agent;
        var parts = new AgentParts
        {
            Workspace = owner.Workspace,
            Files = owner.Files,
            Tools = new ToolCatalog(this.Tools(null)),
            Permissions = new PermissionPolicy([], PermissionMode.Ask),
            Trust = owner.Trust,
            Prompt = seat.Prompt,
            Loop = this.Configuration.Loop,
            Time = TimeProvider.System,
        };
        var model = this.children.TryDequeue(out var next) ? next : throw new InvalidOperationException("No model is left for a subagent.");
        var made = new AgentSession(seat.Session, model, SubagentParts.For(seat, owner, parts, this.Configuration), NullLogger.Instance);
        this.Made.Enqueue(made);
        return made;
    }
}
