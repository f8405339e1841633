using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Hooks;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Tests.Agent;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Tests.Hooks;

/// <summary>A real session with hooks that real bash runs; its configuration is read from a real file.</summary>
internal sealed class HookBench : IAsyncDisposable, IPermissionPrompt
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editoragent-hooks-");

    private HookBench()
    {
    }

    public AgentSession Agent { get; private set; } = null!;

    public WorkspaceTrust Trust { get; private set; } = null!;

    public List<SessionEvent> Events { get; } = [];

    public List<PermissionRequest> Asked { get; } = [];

    public PermissionAnswer Answer { get; set; } = new PermissionAnswer.AllowOnce();

    public ModelInMemory Model { get; private set; } = null!;

    public string this[string file] => Path.Combine(this.folder.FullName, file);

    public IEnumerable<string> Notices => this.Events.OfType<SessionEvent.Notice>().Select(notice => notice.Description ?? "");

    public IEnumerable<string> Results => this.Events.OfType<SessionEvent.ToolCallEnded>().Select(ended => string.Concat(ended.Content.OfType<ContentPart.Text>().Select(part => part.Value)));

    public IEnumerable<string> Reminders => this.Events.OfType<SessionEvent.Reminder>().Select(reminder => reminder.Text);

    /// <param name="toml">The user's configuration; <c>@</c> stands for the bench's folder.</param>
    /// <param name="answers">Of the model.</param>
    /// <param name="tools">Beside <c>look</c>, which only reads, and <c>change</c>, which does not.</param>
    /// <param name="mode">How undecided calls are treated.</param>
    /// <param name="workspaceRoot">Where another workspace is wanted than an empty one.</param>
    /// <param name="sandbox">For hooks of the workspace.</param>
    public static async Task<HookBench> StartAsync(
        string toml,
        Func<ModelRequest, IEnumerable<ModelEvent>>[] answers,
        IEnumerable<ITool>? tools = null,
        PermissionMode mode = PermissionMode.Ask,
        string? workspaceRoot = null,
        Sandbox? sandbox = null)
    {
        var bench = new HookBench { Model = new ModelInMemory(answers) };
        var root = workspaceRoot ?? bench.folder.CreateSubdirectory("workspace").FullName;
        await File.WriteAllTextAsync(bench["config.toml"], toml.Replace("@", bench.folder.FullName, StringComparison.Ordinal));
        var configuration = ConfigurationLoader.Load(new EditorAgentHome(bench.folder.FullName), root, ImmutableDictionary<string, string>.Empty);
        var workspace = new Workspace(root, [], []);
        var session = await new SessionStore(bench["sessions"], TimeProvider.System).CreateAsync(root, [], "test", CancellationToken.None);
        session.Subscribe(envelope => bench.Events.Add(envelope.Event));
        bench.Trust = new WorkspaceTrust(new TrustStore(bench["trust"], TimeProvider.System), workspace);
        bench.Agent = new AgentSession(
            session,
            bench.Model,
            new AgentParts
            {
                Workspace = workspace,
                Files = new DiskWorkspaceFiles(),
                Tools = new ToolCatalog(
                [
                    new ToolInMemory("look", isReadOnly: true, (_, _) => Task.FromResult(ToolResult.Success("seen"))),
                    new ToolInMemory("change", isReadOnly: false, (_, _) => Task.FromResult(ToolResult.Success("changed"))),
                    .. tools ?? [],
                ]),
                Permissions = new PermissionPolicy(configuration.PermissionRules, mode),
                Trust = bench.Trust,
                Prompt = bench,
                Loop = new LoopSettings(),
                Time = TimeProvider.System,
                Hooks = new SessionHooks(
                    configuration.Hooks, session.Id.Value, workspace, bench.Trust, sandbox, TimeProvider.System, (title, line) => session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, title, line))),
            },
            NullLogger.Instance);
        return bench;
    }

    public Task<TurnOutcome> TurnAsync(string prompt, CancellationToken cancellationToken) => this.Agent.RunTurnAsync([new ContentPart.Text(prompt)], cancellationToken);

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        this.Asked.Add(request);
        return Task.FromResult(this.Answer);
    }

    /// <summary>The user trusts the workspace as it is now.</summary>
    public async Task TrustAsync(CancellationToken cancellationToken)
    {
        var undecided = (TrustCheck.Undecided)await this.Trust.CheckAsync(cancellationToken);
        await this.Trust.GrantAsync(undecided.Question, TrustDuration.Session, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await this.Agent.DisposeAsync();
        this.folder.Delete(recursive: true);
    }
}
