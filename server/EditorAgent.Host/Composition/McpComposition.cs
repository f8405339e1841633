using System.Collections.Concurrent;
using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Tools;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>Gives each session its MCP servers. What is kept about servers belongs to the user and is shared by all sessions; the servers are not.</summary>
internal sealed partial class McpComposition(EditorAgentHome home, IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger logger)
{
    private readonly CallAudit audit = new(home.McpDirectory, time);
    private readonly ConcurrentDictionary<string, ServerAuthorizations> authorizations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISecretStore> secrets = new(StringComparer.Ordinal);

    public ServerApprovals Approvals { get; } = new(home.McpDirectory, time);

    public ToolPins Pins { get; } = new(home.McpDirectory);

    public AuditLog AuditLog { get; } = new(home.McpDirectory);

    /// <summary>One for the workspace, so that a renewed token serves every session in it.</summary>
    public ServerAuthorizations AuthorizationsIn(Workspace workspace) => this.authorizations.GetOrAdd(workspace.RealRoot, _ => new ServerAuthorizations(new AuthorizationParts
    {
        Secrets = this.SecretsIn(workspace),
        Locks = SecretStores.LocksOf(home, time),
        Fill = PlaceholderTexts.Filler(environment, this.InputsIn(workspace).ReadAsync),
        Time = time,
    }));

    public InputValues InputsIn(Workspace workspace) => new(this.SecretsIn(workspace), workspace.RealRoot);

    public McpSettings SettingsIn(Workspace workspace) => new(home, workspace, time);

    public ServerImporter ImporterIn(Workspace workspace) => new(workspace, environment);

    public SessionMcp For(AgentParts agent, Func<IChatModel> model, SessionRequest request, AgentConfiguration configuration, Action<string, string> tell)
    {
        var parts = new SessionServersParts
        {
            Catalog = agent.Tools,
            ContextWindow = model().Description.ContextWindow,
            Prompt = request.Prompt,
            Forms = request.Forms?.Invoke(),
            Tell = tell,
            Model = model,
            AllowsSampling = configuration.AllowsSampling,
            ConfigurationFiles = McpFiles.Of(home, agent.Workspace),
            Time = time,
            Logger = logger,
        };
        McpHub? hub = null;
        var servers = SessionServers.Create(parts, questions => hub = new McpHub(this.PartsFor(agent.Workspace, agent.Trust, () => this.Read(agent.Workspace, request.GivenServers)) with
        {
            ReservedNames = [.. agent.Tools.Names],
            Questions = questions,
            AllowsSampling = configuration.AllowsSampling,
        }));
        return new SessionMcp(servers, hub!, agent.Workspace);
    }

    /// <summary>For a hub, or to look at servers without one.</summary>
    /// <param name="workspace">Whose servers, beside the user's.</param>
    /// <param name="trust">Of the workspace.</param>
    /// <param name="read">Which servers there are; called again at each reload.</param>
    public HubParts PartsFor(Workspace workspace, WorkspaceTrust trust, Func<McpConfiguration> read) => new()
    {
        Home = home,
        Workspace = workspace,
        Trust = trust,
        ReadConfiguration = read,
        CacheDirectory = CacheFolder.For("mcp", environment),
        Path = new TrustedPath(environment.GetValueOrDefault("PATH"), workspace.Roots),
        Environment = environment,
        Approvals = this.Approvals,
        Pins = this.Pins,
        Audit = this.audit,
        ReadInput = (server, id, cancellationToken) => this.InputsIn(workspace).ReadAsync(server, id, cancellationToken),
        Authorize = server => this.AuthorizationsIn(workspace).For(server),
        Time = time,
        Logger = logger,
    };

    /// <summary>Takes away what is kept of a server that is no longer declared: approval, login, and the values that were given for it alone.</summary>
    /// <param name="workspace">Where it was declared or used.</param>
    /// <param name="scope">Whose file it stood in.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="server">What it was; null where nothing could be used of it.</param>
    /// <param name="unused">The values that no other server of the file needs.</param>
    /// <param name="cancellationToken">Ends waits for other processes.</param>
    /// <returns>Whether somebody was logged in.</returns>
    /// <exception cref="IOException">The approval cannot be taken away.</exception>
    /// <exception cref="SecretStoreException">A value or the login cannot be taken away.</exception>
    /// <exception cref="ServerException">The login cannot be looked at.</exception>
    public async Task<bool> ForgetAsync(Workspace workspace, McpServerScope scope, string name, McpServerDeclaration? server, ImmutableArray<string> unused, CancellationToken cancellationToken)
    {
        await this.Approvals.RevokeAsync(workspace.RealRoot, server?.Name ?? name, cancellationToken);

        // Of the user's file there is one value for all servers that use its id; of a workspace's, each server has its own.
        var ids = scope == McpServerScope.User || server is null ? unused : server.Inputs.Select(input => input.Id);
        await this.InputsIn(workspace).ForgetAsync(scope, server?.Name ?? name, ids, cancellationToken);
        return server?.Url is not null
            && await new ServerLogin(this.AuthorizationsIn(workspace)).LogoutAsync(server, cancellationToken) != LogoutOutcome.WasNotLoggedIn;
    }

    /// <summary>What opens the system's safe is not looked for in the workspace.</summary>
    private ISecretStore SecretsIn(Workspace workspace) => this.secrets.GetOrAdd(workspace.RealRoot, _ => SecretStores.Open(
        home, new TrustedPath(environment.GetValueOrDefault("PATH"), workspace.Roots), Environment.GetEnvironmentVariables(), notice => LogSecrets(logger, notice), time));

    private McpConfiguration Read(Workspace workspace, Func<Workspace, McpConfiguration>? given)
    {
        var files = McpConfigurationReader.Load(home, workspace);
        return given is null ? files : McpConfigurationReader.WithClient(files, given(workspace));
    }

    [LoggerMessage(1, LogLevel.Information, "Secrets: {Notice}")]
    private static partial void LogSecrets(ILogger logger, string notice);
}
