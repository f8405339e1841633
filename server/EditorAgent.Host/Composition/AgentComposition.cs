using System.Collections.Immutable;
using EditorAgent.BuiltInTools;
using EditorAgent.BuiltInTools.Git;
using EditorAgent.BuiltInTools.Images;
using EditorAgent.BuiltInTools.Shell;
using EditorAgent.BuiltInTools.Web;
using EditorAgent.CodeIntelligence.LanguageServers.Servers;
using EditorAgent.Core.Agent;
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
using EditorAgent.Core.Sessions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Tools.Writing;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Core.Workspaces.Buffers;
using EditorAgent.ModelProviders;
using EditorAgent.ModelProviders.Discovery;
using EditorAgent.ModelProviders.Formula;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>Puts sessions together. Made by hand and lazily: what a verb does not use is never built.</summary>
internal sealed class AgentComposition(EditorAgentHome home, IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger logger)
{
    private readonly Lazy<ChatModelFactory> models = new(() => new ChatModelFactory(time, logger));

    /// <summary>One for the process: whether it works is tried out once, when the first program is planned.</summary>
    private readonly Lazy<Sandbox> sandbox = new(() => Sandbox.Of(SandboxPlaces.From(environment, home.Directory), time));

    private CodeComposition? code;
    private McpComposition? mcp;

    /// <summary>What all sessions have in common of MCP; made when first asked for.</summary>
    public McpComposition Mcp => LazyInitializer.EnsureInitialized(ref this.mcp, () => new McpComposition(home, environment, time, logger));

    public EditorAgentHome Home => home;

    /// <summary>Asked before anything of a session is shown or handed out.</summary>
    public KnownSecrets Secrets { get; } = new(home, environment, time);

    /// <summary>Finds model servers on this machine, where somebody asks for them.</summary>
    public EndpointDiscovery Discovery { get; init; } = new(time);

    /// <summary>What an LSP connection of this process tells and is told; null where there is none.</summary>
    public EditorState? Editor { get; init; }

    public SessionStore Store { get; } = new(home.SessionsDirectory, time, logger);

    public TrustStore Trust { get; } = new(home.TrustDirectory, time);

    /// <exception cref="ConfigurationException">A file or variable makes no sense.</exception>
    public AgentConfiguration ConfigurationFor(string? workspaceRoot) => ConfigurationLoader.Load(home, workspaceRoot, environment);

    /// <exception cref="ConfigurationException">Nothing is configured, or not this alias.</exception>
    public IChatModel ModelFor(AgentConfiguration configuration, string? alias) => ModelSelection.From(configuration, alias) switch
    {
        ModelSelection.Selected selected => this.ModelAt(selected.Provider, selected.Model),
        ModelSelection.NothingConfigured nothing => throw new ModelNotConfiguredException(nothing.Message),
        ModelSelection.UnknownAlias unknown => throw new ConfigurationException(unknown.Message),
        _ => throw new InvalidOperationException("unknown selection"),
    };

    public IChatModel ModelAt(ProviderSettings provider, ModelSettings model) => this.models.Value.Create(provider, model);

    /// <summary>The model for titles and summaries; null where none is configured.</summary>
    public IChatModel? SecondaryFor(AgentConfiguration configuration) =>
        configuration.SecondaryModel is { } alias ? this.ModelFor(configuration, alias) : null;

    public async Task<AgentSession> CreateSessionAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var configuration = this.ConfigurationFor(request.WorkingDirectory);
        var model = request.Model ?? this.ModelFor(configuration, request.ModelAlias);
        var session = await this.Store.CreateAsync(request.WorkingDirectory, request.AdditionalDirectories, ProductVersion.Text, cancellationToken);
        return this.Assemble(session, model, configuration, request);
    }

    /// <exception cref="SessionNotFoundException">There is no such session.</exception>
    /// <exception cref="JournalException">It is open elsewhere, or cannot be read.</exception>
    public async Task<AgentSession> OpenSessionAsync(SessionId id, SessionRequest request, CancellationToken cancellationToken)
    {
        var configuration = this.ConfigurationFor(request.WorkingDirectory);
        var session = await this.Store.OpenAsync(id, cancellationToken);
        try
        {
            var model = request.Model ?? this.ModelFor(configuration, request.ModelAlias ?? KnownAlias(configuration, session.State.ModelId));
            return this.Assemble(session, model, configuration, request);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Judges calls as a new session in the folder would, and says what of the configuration is ignored.</summary>
    public (CallExplainer Explainer, ImmutableArray<string> Warnings) ExplainerFor(string folder, PermissionMode? mode)
    {
        var configuration = this.ConfigurationFor(folder);
        var workspace = new Workspace(folder, [], []);
        var policy = new PermissionPolicy(configuration.PermissionRules, mode ?? PermissionModeName.Parse(configuration.DefaultMode) ?? PermissionMode.Ask);
        var tools = new ToolCatalog([.. BuiltInToolSet.Create(workspace, new DiskWorkspaceFiles(), this.sandbox.Value), .. WebToolSet.Create(configuration.Web, policy, time)]);
        return (new CallExplainer(tools, workspace, policy), [.. configuration.Warnings, .. policy.Warnings, .. policy.WarningsFor([.. tools.Names, .. BuiltInToolSet.OfSessions])]);
    }

    /// <summary>The tools of a session without a model, for a door whose client calls them itself. Its journal tells what was called.</summary>
    public async Task<ToolBench> OpenToolsAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var configuration = this.ConfigurationFor(request.WorkingDirectory);
        var session = await this.Store.CreateAsync(request.WorkingDirectory, request.AdditionalDirectories, ProductVersion.Text, cancellationToken);
        return new ToolBench(session, this.PartsOf(session, configuration, request, null), configuration.PermissionRules);
    }

    private AgentSession Assemble(Session session, IChatModel model, AgentConfiguration configuration, SessionRequest request)
    {
        request = request with { Prompt = new OneAtATimePrompt(request.Prompt) };
        AgentSession? made = null;
        var beside = new SessionSeats(session, request, configuration, () => made!, this.SubagentOf, time, logger);
        var formulas = configuration.Providers.FirstOrDefault(provider => provider.Name == model.Description.Provider) is { } provider
            ? FormulaTools.For(provider, Path.Combine(home.Directory, "formulas"), time, logger)
            : null;
        var parts = this.PartsOf(session, configuration, request, formulas, beside.Tools) with { Commands = beside.Commands };
        var late = new LateServers(request.IsRestricted ? [] : McpFiles.Of(home, parts.Workspace), request is { IsRestricted: false, GivenServers: not null }, () => this.Mcp.For(parts, () => made?.ChatModel ?? model, request, configuration, (title, line) => Tell(session, title, line)));
        late.Look();
        formulas?.Start(parts.Tools);
        made = new AgentSession(session, model, parts with { Late = formulas is null ? late : new JoinedLateTools(late, formulas) }, logger);
        return made;
    }

    private static void Tell(Session session, string title, string line)
    {
        try
        {
            session.Append(new SessionEvent.Notice(NoticeSeverity.Warning, title, line));
        }
        catch (Exception over) when (over is JournalException or ObjectDisposedException)
        {
            // The session has ended or cannot be kept, of which its user knows.
        }
    }

    /// <summary>An agent with a task of another: its workspace and trust are that one's, what it may do is no more.</summary>
    private AgentSession SubagentOf(SubagentSeat seat, AgentSession owner, SessionRequest request, AgentConfiguration configuration)
    {
        var model = request.Model ?? this.ModelFor(configuration, KnownAlias(configuration, owner.Session.State.ModelId ?? request.ModelAlias));
        var parts = this.PartsOf(seat.Session, configuration, request with { Prompt = seat.Prompt }, null, owner: owner);
        return new AgentSession(seat.Session, model, SubagentParts.For(seat, owner, parts, configuration), logger);
    }

    private AgentParts PartsOf(Session session, AgentConfiguration configuration, SessionRequest request, FormulaTools? formulas, SessionTools? beside = null, AgentSession? owner = null)
    {
        ProcessTelemetry.Begin(configuration.Telemetry);
        var spill = Path.Combine(session.Directory, "tool-results");
        var places = GuidancePlaces.Of(home, environment);
        ImmutableArray<string> spills = owner is null ? [spill] : [spill, Path.Combine(owner.Session.Directory, "tool-results")];
        var workspace = new Workspace(request.WorkingDirectory, request.AdditionalDirectories, [.. spills, .. places.ReadableFolders]);
        IWorkspaceFiles disk = new DiskWorkspaceFiles();
        var files = request.FilesOver?.Invoke(workspace, disk) ?? disk;
        files = this.Editor is { } editor ? new BufferedWorkspaceFiles(files, disk, editor.Buffers) : files;
        var mode = request.Mode ?? session.State.Mode ?? PermissionModeName.Parse(configuration.DefaultMode) ?? PermissionMode.Ask;
        var permissions = new PermissionPolicy(configuration.PermissionRules, mode) { IsRestricted = request.IsRestricted };
        var withheld = new WithheldFiles(permissions, workspace, "read");
        var trust = owner is not null ? owner.Trust
            : request.IsRestricted ? WorkspaceTrust.Withheld(this.Trust, workspace)
            : request.IsTrusted ? WorkspaceTrust.GivenForSession(this.Trust, workspace)
            : new WorkspaceTrust(this.Trust, workspace);
        var guidance = new GuidanceLibrary(places, workspace, trust);
        var ledger = new ReadLedger();
        var images = new ImageFitting(configuration.Attachments.ImageBytes, () => new ImageScaler());
        var code = LazyInitializer.EnsureInitialized(ref this.code, () => new CodeComposition(environment, this.sandbox, time, logger)).For(workspace, files, trust, ledger, withheld, configuration);
        var tools = new ToolCatalog([.. BuiltInToolSet.Create(workspace, files, this.sandbox.Value, new SpillDirectory(spill), withheld, ledger, code is { KnowsTests: true } ? code.AffectedTestsAsync : null, this.Editor?.Outcomes, guidance.MayHoldSkills ? guidance : null, beside, images), .. WebToolSet.Create(configuration.Web, permissions, time), .. code?.Tools ?? []]);
        if (formulas is not null)
        {
            tools.Append(formulas.Remembered(tools.Names));
        }

        ICodeIntelligence? known = this.Editor is { } shown ? new BufferedCode(code, workspace, disk, shown.Buffers) : code;
        var attachments = new FileAttachments(workspace, files, withheld, ledger, images);
        return new AgentParts
        {
            Workspace = workspace,
            Files = files,
            Tools = tools,
            Permissions = permissions,
            Grants = new GrantStore(home.PermissionsDirectory, workspace.RealRoot, time),
            Trust = trust,
            Code = known,
            Attachments = attachments,
            Guidance = guidance,
            References = new PromptReferences(workspace, attachments, known, new GitChanges(workspace, withheld, this.sandbox.Value, time), time),
            Images = images,
            Summarizer = this.SecondaryFor(configuration),
            TitleModel = owner is null ? this.SecondaryFor(configuration) : null,
            FallbacksOf = model => this.FallbacksOf(configuration, model),
            CodeActions = new CodeActionComposer(workspace, files, withheld, ledger),
            Prompt = request.Prompt,
            Loop = request.MaxSteps is { } steps ? configuration.Loop with { MaxStepsPerTurn = steps } : configuration.Loop,
            Limit = request.Limit,
            Time = time,
            Sandbox = this.sandbox.Value,
            Hooks = new SessionHooks(configuration.Hooks, session.Id.Value, workspace, trust, this.sandbox.Value, time, (title, line) => Tell(session, title, line)),
            Warnings = [.. configuration.Warnings, .. configuration.LanguageServers.IsEmpty ? [] : LanguageServerDeclarations.From(configuration.LanguageServers).Problems, .. permissions.Warnings, .. permissions.WarningsFor([.. tools.Names, .. BuiltInToolSet.OfSessions]), .. this.LeftOut(request, workspace)],
        };
    }

    private ImmutableArray<Func<IChatModel>> FallbacksOf(AgentConfiguration configuration, ModelDescription model) =>
        configuration.Models.FirstOrDefault(known => known.Alias == model.Id) is { Fallback.IsEmpty: false } settings
            ? [.. settings.Fallback.Select(alias => (Func<IChatModel>)(() => this.ModelFor(configuration, alias)))]
            : [];

    private ImmutableArray<string> LeftOut(SessionRequest request, Workspace workspace) =>
        request.IsRestricted && (request.GivenServers is not null || McpFiles.Of(home, workspace).Any(File.Exists))
            ? ["Restricted Mode: no MCP server is started until the user trusts this workspace in the editor."]
            : [];

    /// <summary>A session may remember a model that is no longer configured; then the default takes over.</summary>
    private static string? KnownAlias(AgentConfiguration configuration, string? alias) =>
        configuration.Models.Any(model => model.Alias == alias) ? alias : null;
}
