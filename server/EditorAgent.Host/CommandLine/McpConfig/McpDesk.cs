using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Tools;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>What <c>mcp-config</c> works with in one folder. Nothing is opened before it is used.</summary>
internal sealed class McpDesk
{
    private readonly VerbContext context;
    private readonly Lazy<McpConfiguration> configuration;
    private readonly Lazy<ISecretStore> secrets;

    /// <param name="folder">The workspace; null is the current folder.</param>
    /// <exception cref="UserFacingException">There is no such folder.</exception>
    public McpDesk(VerbContext context, string? folder)
    {
        var path = System.IO.Path.GetFullPath(folder ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(path))
        {
            throw new UserFacingException(ExitCode.Workspace, $"There is no folder {path}. Nothing was changed; name an existing one with --cwd.");
        }

        this.context = context;
        this.Workspace = new Workspace(path, [], []);
        this.Path = new TrustedPath(context.Environment.GetValueOrDefault("PATH"), this.Workspace.Roots);
        this.Approvals = new ServerApprovals(context.Home.McpDirectory, TimeProvider.System);
        this.Pins = new ToolPins(context.Home.McpDirectory);
        this.Trust = new WorkspaceTrust(new TrustStore(context.Home.TrustDirectory, TimeProvider.System), this.Workspace);
        this.configuration = new(() => McpConfigurationReader.Load(context.Home, this.Workspace));
        this.secrets = new(() => SecretStores.Open(context.Home, this.Path, Environment.GetEnvironmentVariables(), _ => { }, TimeProvider.System));
    }

    public Workspace Workspace { get; }

    public string Root => this.Workspace.RealRoot;

    public TrustedPath Path { get; }

    public ServerApprovals Approvals { get; }

    public ToolPins Pins { get; }

    public WorkspaceTrust Trust { get; }

    public McpConfiguration Configuration => this.configuration.Value;

    public InputValues Inputs => new(this.secrets.Value, this.Root);

    public McpSettings Settings => new(this.context.Home, this.Workspace, TimeProvider.System);

    public ServerInspection Inspection => new(this.Parts(this.Configuration, authorizations: null));

    /// <exception cref="UserFacingException">There is none of that name.</exception>
    public McpServerDeclaration Find(string name)
    {
        if (this.Configuration.Servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } server)
        {
            return server;
        }

        var problem = this.Configuration.Problems.FirstOrDefault(line => line.Contains($"server {name} ", StringComparison.OrdinalIgnoreCase));
        throw new UserFacingException(ExitCode.Usage, problem ?? $"There is no server {name} here; nothing was changed. See: editor-agent mcp-config list");
    }

    /// <summary>The file in which a server is written.</summary>
    public McpServerScope ScopeOf(string name) => this.Find(name).Scope switch
    {
        McpServerScope.ListedOnly => throw new UserFacingException(ExitCode.Usage, $"{name} is in {this.Find(name).Source}, which belongs to another program; nothing was changed. Take it over with: editor-agent mcp-config import"),
        var scope => scope,
    };

    /// <summary>Of this one server only: nothing else may start.</summary>
    public McpHub HubOf(McpServerDeclaration server, ServerAuthorizations authorizations) => new(this.Parts(new McpConfiguration([server], []), authorizations));

    public ServerAuthorizations Authorizations() => new(new AuthorizationParts
    {
        Secrets = this.secrets.Value,
        Locks = SecretStores.LocksOf(this.context.Home, TimeProvider.System),
        Fill = PlaceholderTexts.Filler(this.context.Environment, this.Inputs.ReadAsync),
        Time = TimeProvider.System,
    });

    private HubParts Parts(McpConfiguration read, ServerAuthorizations? authorizations) => new()
    {
        Home = this.context.Home,
        Workspace = this.Workspace,
        Trust = this.Trust,
        ReadConfiguration = () => read,
        CacheDirectory = CacheFolder.For("mcp", this.context.Environment),
        Path = this.Path,
        Environment = this.context.Environment,
        Approvals = this.Approvals,
        Pins = this.Pins,
        Audit = new CallAudit(this.context.Home.McpDirectory, TimeProvider.System),
        ReadInput = this.Inputs.ReadAsync,
        Authorize = server => authorizations is null ? Mcp.Contract.EndpointAuthorization.None : authorizations.For(server),
        Time = TimeProvider.System,
        Logger = LogFile.In(this.context.Home),
    };
}
