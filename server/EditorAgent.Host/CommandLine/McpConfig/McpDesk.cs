using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Host.Composition;
using EditorAgent.Mcp.Authorization;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Settings;
using EditorAgent.Mcp.Trust;

namespace EditorAgent.Host.CommandLine.McpConfig;

/// <summary>What <c>mcp-config</c> works with in one folder, put together as for a session. Nothing is opened before it is used.</summary>
internal sealed class McpDesk
{
    private readonly McpComposition composition;
    private readonly Lazy<McpConfiguration> configuration;

    /// <param name="folder">The workspace; null is the current folder.</param>
    /// <exception cref="UserFacingException">There is no such folder.</exception>
    public McpDesk(VerbContext context, string? folder)
    {
        var path = System.IO.Path.GetFullPath(folder ?? Directory.GetCurrentDirectory());
        if (!Directory.Exists(path))
        {
            throw new UserFacingException(ExitCode.Workspace, $"There is no folder {path}. Nothing was changed; name an existing one with --cwd.");
        }

        this.composition = new McpComposition(context.Home, context.Environment, TimeProvider.System, LogFile.In(context.Home));
        this.Workspace = new Workspace(path, [], []);
        this.Trust = new WorkspaceTrust(new TrustStore(context.Home.TrustDirectory, TimeProvider.System), this.Workspace);
        this.configuration = new(() => McpConfigurationReader.Load(context.Home, this.Workspace));
    }

    public Workspace Workspace { get; }

    public string Root => this.Workspace.RealRoot;

    public TrustedPath Path => this.PartsOf(McpConfiguration.Empty).Path;

    public ServerApprovals Approvals => this.composition.Approvals;

    public ToolPins Pins => this.composition.Pins;

    public WorkspaceTrust Trust { get; }

    public McpConfiguration Configuration => this.configuration.Value;

    public InputValues Inputs => this.composition.InputsIn(this.Workspace);

    public McpSettings Settings => this.composition.SettingsIn(this.Workspace);

    public ServerImporter Importer => this.composition.ImporterIn(this.Workspace);

    public ServerLogin Login => new(this.composition.AuthorizationsIn(this.Workspace));

    public ServerInspection Inspection => new(this.PartsOf(this.Configuration));

    /// <summary>Null where none of that name can be used.</summary>
    public McpServerDeclaration? TryFind(string name) =>
        this.Configuration.Servers.FirstOrDefault(server => server.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="UserFacingException">There is none of that name.</exception>
    public McpServerDeclaration Find(string name)
    {
        if (this.TryFind(name) is { } server)
        {
            return server;
        }

        if (this.Configuration.Problems.FirstOrDefault(line => line.Contains($"server {name} ", StringComparison.OrdinalIgnoreCase)) is { } problem)
        {
            throw new UserFacingException(ExitCode.Configuration, $"{McpListing.Shown(problem)} Nothing was changed.");
        }

        throw new UserFacingException(
            ExitCode.Usage,
            this.Configuration.Problems is [var first, ..]
                ? $"There is no server {name} here; nothing was changed. {McpListing.Shown(first)}"
                : $"There is no server {name} here; nothing was changed. See: editor-agent mcp-config list");
    }

    /// <summary>The file in which a server is written, also where nothing can be used of what stands there.</summary>
    public McpServerScope ScopeOf(string name) => this.TryFind(name) switch
    {
        null => this.Settings.ScopeOf(name) ?? this.Find(name).Scope,
        { Scope: McpServerScope.ListedOnly } listed => throw new UserFacingException(ExitCode.Usage, $"{name} is in {listed.Source}, which belongs to another program; nothing was changed. Take it over with: editor-agent mcp-config import"),
        { Scope: var scope } => scope,
    };

    /// <summary>Of this one server only: nothing else may start.</summary>
    public McpHub HubOf(McpServerDeclaration server) => new(this.PartsOf(new McpConfiguration([server], [])));

    /// <inheritdoc cref="McpComposition.ForgetAsync"/>
    public Task<bool> ForgetAsync(McpServerScope scope, string name, McpServerDeclaration? server, ImmutableArray<string> unused, CancellationToken cancellationToken) =>
        this.composition.ForgetAsync(this.Workspace, scope, name, server, unused, cancellationToken);

    private HubParts PartsOf(McpConfiguration read) => this.composition.PartsFor(this.Workspace, this.Trust, () => read);
}
