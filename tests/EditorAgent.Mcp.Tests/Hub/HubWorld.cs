using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Audit;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Mcp.Tests.Hub;

/// <summary>A user's home and a workspace, from which any number of hubs can be made, one after the other or side by side.</summary>
internal sealed class HubWorld : IAsyncDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("editoragent-hub-").FullName;
    private readonly List<McpHub> hubs = [];

    public HubWorld()
    {
        this.Root = Directory.CreateDirectory(Path.Combine(this.directory, "workspace")).FullName;
        this.Workspace = new Workspace(this.Root, [], []);
        this.Home = new EditorAgentHome(Path.Combine(this.directory, "home"));
        this.Store = new TrustStore(this.Home.TrustDirectory, TimeProvider.System);
        this.Trust = WorkspaceTrust.GivenForSession(this.Store, this.Workspace);
    }

    public string Root { get; }

    public Workspace Workspace { get; }

    public EditorAgentHome Home { get; }

    public TrustStore Store { get; }

    public WorkspaceTrust Trust { get; set; }

    public Dictionary<string, string> Environment { get; } = new()
    {
        ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
        ["HOME"] = System.Environment.GetEnvironmentVariable("HOME")!,
        ["MOONSHOT_API_KEY"] = "sk-of-the-model",
    };

    public List<McpServerDeclaration> Servers { get; } = [];

    public Dictionary<string, string> Inputs { get; } = [];

    public ServerApprovals Approvals => new(this.Home.McpDirectory, TimeProvider.System);

    public ToolPins Pins => new(this.Home.McpDirectory);

    public static McpServerDeclaration Fake(string name) => new()
    {
        Name = name, Scope = McpServerScope.User, Source = "~/.editoragent/mcp.json", Transport = McpTransport.Http, Url = new Uri($"http://127.0.0.1:9/{name}"),
    };

    public string File(string name) => Path.Combine(this.directory, name);

    public HubParts Parts(TimeProvider time) => new()
    {
        Home = this.Home,
        Workspace = this.Workspace,
        Trust = this.Trust,
        ReadConfiguration = () => new McpConfiguration([.. this.Servers], []),
        CacheDirectory = Path.Combine(this.Home.Directory, "cache"),
        Path = new TrustedPath(this.Environment["PATH"], this.Workspace.RealRoots),
        Environment = this.Environment,
        Approvals = this.Approvals,
        Pins = this.Pins,
        Audit = new CallAudit(this.Home.McpDirectory, TimeProvider.System),
        ReadInput = (_, id, _) => Task.FromResult(this.Inputs.GetValueOrDefault(id)),
        Authorize = _ => EndpointAuthorization.None,
        Time = time,
        Logger = NullLogger.Instance,
    };

    public McpHub Open() => this.Open(TimeProvider.System);

    public McpHub Open(TimeProvider time) => this.Open(this.Parts(time));

    public McpHub Open(FakeServers fakes, TimeProvider time) => this.Open(this.Parts(time) with { Connect = fakes.ConnectAsync });

    public McpHub Open(HubParts parts)
    {
        var hub = new McpHub(parts);
        this.hubs.Add(hub);
        hub.Start();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in this.hubs)
        {
            await hub.DisposeAsync();
        }

        Directory.Delete(this.directory, recursive: true);
    }
}
