using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Models;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Secrets;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Tools;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Host.Composition;

/// <summary>Gives each session its MCP servers. What is kept about servers belongs to the user and is shared by all sessions.</summary>
internal sealed partial class McpComposition(EditorAgentHome home, IReadOnlyDictionary<string, string> environment, TimeProvider time, ILogger logger)
{
    private readonly ServerApprovals approvals = new(home.McpDirectory, time);
    private readonly ToolPins pins = new(home.McpDirectory);
    private readonly CallAudit audit = new(home.McpDirectory, time);

    public SessionServers For(AgentParts agent, IChatModel model, SessionRequest request)
    {
        var workspace = agent.Workspace;
        var parts = new SessionServersParts
        {
            Catalog = agent.Tools,
            ContextWindow = model.Description.ContextWindow,
            Prompt = request.Prompt,
            Forms = request.Forms?.Invoke(),
            ConfigurationFiles = McpFiles.Of(home, workspace),
            Time = time,
            Logger = logger,
        };
        var reserved = agent.Tools.Names.ToImmutableHashSet(StringComparer.Ordinal);
        var path = new TrustedPath(environment.GetValueOrDefault("PATH"), workspace.Roots);
        var secrets = SecretStores.Open(home, path, Environment.GetEnvironmentVariables(), notice => LogSecrets(logger, notice), time);
        var authorizations = new ServerAuthorizations(new AuthorizationParts
        {
            Secrets = secrets,
            Locks = SecretStores.LocksOf(home, time),
            Fill = PlaceholderTexts.Filler(environment, ReadInputAsync),
            Time = time,
        });
        return SessionServers.Create(parts, questions => new McpHub(new HubParts
        {
            Home = home,
            Workspace = workspace,
            Trust = agent.Trust,
            ReadConfiguration = () => Read(workspace, request),
            CacheDirectory = Path.Combine(Path.GetDirectoryName(CodeCache.DirectoryFrom(environment))!, "mcp"),
            Path = path,
            Environment = environment,
            ReservedNames = reserved,
            Approvals = this.approvals,
            Pins = this.pins,
            Audit = this.audit,
            ReadInput = ReadInputAsync,
            Authorize = authorizations.For,
            Questions = questions,
            Time = time,
            Logger = logger,
        }));
    }

    private McpConfiguration Read(Workspace workspace, SessionRequest request)
    {
        var files = McpConfigurationReader.Load(home, workspace);
        return request.GivenServers?.Invoke(workspace) is { } given ? McpConfigurationReader.WithClient(files, given) : files;
    }

    /// <summary>No value is kept yet: a server that needs one says so.</summary>
    private static Task<string?> ReadInputAsync(McpServerDeclaration server, string id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    [LoggerMessage(1, LogLevel.Information, "Secrets: {Notice}")]
    private static partial void LogSecrets(ILogger logger, string notice);
}
