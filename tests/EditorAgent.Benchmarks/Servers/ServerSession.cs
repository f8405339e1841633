using System.Collections;
using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tools;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Benchmarks.Servers;

/// <summary>
/// What a session has of its servers, put together as the product does it: catalog, rules, pipeline, hub, pins and audit. Only the limit of
/// calls is another one. The decision is made and handed to a journal that keeps nothing, because the bare client has none either.
/// </summary>
internal sealed class ServerSession : IPermissionPrompt, IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editoragent-mcp-benchmark-");
    private readonly SessionServers servers;
    private readonly ToolCatalog catalog = new([]);
    private readonly EditorAgentHome home;
    private McpHub? hub;

    private ServerSession(IReadOnlyCollection<ServerProgram> programs)
    {
        this.home = new EditorAgentHome(Path.Combine(this.folder.FullName, "home"));
        var workspace = new Workspace(this.folder.CreateSubdirectory("workspace").FullName, [], []);
        var trust = new WorkspaceTrust(new TrustStore(this.home.TrustDirectory, TimeProvider.System), workspace);
        var parts = new SessionServersParts { Catalog = this.catalog, ContextWindow = 256_000, Prompt = this, Time = TimeProvider.System, Logger = NullLogger.Instance };
        this.servers = SessionServers.Create(parts, questions => this.hub = new McpHub(PartsOf(programs, this.home, workspace, trust, questions)));
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1);
        var policy = new PermissionPolicy([.. programs.Select(program => new PermissionRuleEntry("allow", $"mcp__{program.Name}__{program.Tool}", null, origin))], PermissionMode.Ask);
        this.Pipeline = new ToolPipeline(
            this.catalog,
            new StandingGrants(policy, null, _ => throw new InvalidOperationException("nothing starts a program here")),
            new ApprovalDesk(),
            this,
            new OutputSpill(Path.Combine(this.folder.FullName, "spill"), 30_000),
            trust,
            TimeProvider.System,
            NullLogger.Instance,
            this.servers);
    }

    public bool IsPerson => true;

    public ToolPipeline Pipeline { get; }

    public McpHub Hub => this.hub!;

    /// <summary>Opens a session and waits until the tools of its servers are there.</summary>
    public static async Task<ServerSession> OpenAsync(params ServerProgram[] programs)
    {
        var session = new ServerSession(programs);
        foreach (var program in programs)
        {
            var status = await session.Hub.ConnectAsync(program.Name, CancellationToken.None);
            if (status.State != ServerState.Connected)
            {
                throw new InvalidOperationException($"{program.Name} did not start: {string.Join(' ', status.Problems)} {string.Join('\n', status.ErrorTail)}");
            }
        }

        await session.servers.BeginTurnAsync(CancellationToken.None);
        return session;
    }

    /// <summary>Throws unless every call is on record, in one whole chain.</summary>
    public async Task VerifyRecordsAsync(int calls)
    {
        var verified = await new AuditLog(this.home.McpDirectory).VerifyAsync(CancellationToken.None);
        if (!verified.IsWhole || verified.Records != calls)
        {
            throw new InvalidOperationException($"{calls} calls, {verified.Records} records: {string.Join(' ', verified.Problems)}");
        }
    }

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A rule allows these calls.");

    public async ValueTask DisposeAsync()
    {
        await this.servers.DisposeAsync();
        this.folder.Delete(recursive: true);
    }

    private static HubParts PartsOf(IReadOnlyCollection<ServerProgram> programs, EditorAgentHome home, Workspace workspace, WorkspaceTrust trust, ServerQuestions questions)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        return new HubParts
        {
            Home = home,
            Workspace = workspace,
            Trust = trust,
            ReadConfiguration = () => new McpConfiguration([.. programs.Select(program => program.Declare())], []),
            CacheDirectory = Path.Combine(home.Directory, "cache"),
            Path = new TrustedPath(environment.GetValueOrDefault("PATH"), workspace.RealRoots),
            Environment = environment,
            Limits = new HubLimits { CallsPerSecond = 1e9, CallBurst = int.MaxValue, CallsPerTurn = int.MaxValue, CallsPerSession = int.MaxValue },
            Approvals = new ServerApprovals(home.McpDirectory, TimeProvider.System),
            Pins = new ToolPins(home.McpDirectory),
            Audit = new CallAudit(home.McpDirectory, TimeProvider.System),
            ReadInput = (_, _, _) => Task.FromResult<string?>(null),
            Authorize = _ => EndpointAuthorization.None,
            Questions = questions,
            Time = TimeProvider.System,
            Logger = NullLogger.Instance,
        };
    }
}
