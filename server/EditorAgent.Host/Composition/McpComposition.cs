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
    private readonly ToolPins pins = new(home.McpDirectory);
    private readonly CallAudit audit = new(home.McpDirectory, time);
    private readonly ConcurrentDictionary<string, ServerAuthorizations> authorizations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISecretStore> secrets = new(StringComparer.Ordinal);

    public ServerApprovals Approvals { get; } = new(home.McpDirectory, time);

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
        var servers = SessionServers.Create(parts, questions => hub = this.Hub(agent.Workspace, agent.Trust, questions, [.. agent.Tools.Names], configuration.AllowsSampling, request.GivenServers));
        return new SessionMcp(servers, hub!, agent.Workspace);
    }

    /// <param name="workspace">Whose servers, beside the user's.</param>
    /// <param name="trust">Of the workspace.</param>
    /// <param name="questions">What servers may ask outside of calls.</param>
    /// <param name="reserved">Names of built-in tools.</param>
    /// <param name="allowsSampling">Which servers may ask the model.</param>
    /// <param name="given">Further servers; null for none.</param>
    public McpHub Hub(Workspace workspace, WorkspaceTrust trust, ServerQuestions questions, ImmutableHashSet<string> reserved, Func<string, bool> allowsSampling, Func<Workspace, McpConfiguration>? given) => new(new HubParts
    {
        Home = home,
        Workspace = workspace,
        Trust = trust,
        ReadConfiguration = () => this.Read(workspace, given),
        CacheDirectory = CacheFolder.For("mcp", environment),
        Path = new TrustedPath(environment.GetValueOrDefault("PATH"), workspace.Roots),
        Environment = environment,
        ReservedNames = reserved,
        Approvals = this.Approvals,
        Pins = this.pins,
        Audit = this.audit,
        ReadInput = (server, id, cancellationToken) => this.InputsIn(workspace).ReadAsync(server, id, cancellationToken),
        Authorize = server => this.AuthorizationsIn(workspace).For(server),
        Questions = questions,
        AllowsSampling = allowsSampling,
        Time = time,
        Logger = logger,
    });

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
