using System.Collections.Immutable;
using EditorAgent.Core.Configuration;
using EditorAgent.Core.Models;
using EditorAgent.Core.Permissions;
using EditorAgent.Core.Tools;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Tools;
using Microsoft.Extensions.Logging.Abstractions;

namespace EditorAgent.Mcp.Tests.Tools;

/// <summary>A session's way from a model's call to a server: the real catalog, rules, approval and pipeline over servers in memory.</summary>
internal sealed class ToolSession : IPermissionPrompt, IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("editor-agent-mcp-");
    private readonly ToolPipeline pipeline;
    private int calls;

    public ToolSession(ServersInMemory servers, int window = 100_000, bool hasPerson = true, Task? remembered = null, params ImmutableArray<(string Decision, string Pattern)> rules)
    {
        this.IsPerson = hasPerson;
        this.Catalog = new ToolCatalog([]);
        this.Parts = new SessionServersParts { Catalog = this.Catalog, ContextWindow = window, Prompt = this, Tell = (title, line) => this.Told.Add($"{title}: {line}"), Time = TimeProvider.System, Logger = NullLogger.Instance };
        this.Servers = SessionServers.Over(this.Parts, servers, remembered: remembered);
        var workspace = new Workspace(this.folder.CreateSubdirectory("workspace").FullName, [], []);
        var origin = new ConfigurationOrigin(ConfigurationLayer.User, "config.toml", 1);
        this.Policy = new PermissionPolicy([.. rules.Select(rule => new PermissionRuleEntry(rule.Decision, rule.Pattern, null, origin))], PermissionMode.Ask);
        this.pipeline = new ToolPipeline(
            this.Catalog,
            new StandingGrants(this.Policy, null, _ => throw new InvalidOperationException("nothing starts a program here")),
            new ApprovalDesk(),
            this,
            new OutputSpill(Path.Combine(this.folder.FullName, "spill"), 30_000),
            new WorkspaceTrust(new TrustStore(Path.Combine(this.folder.FullName, "trust"), TimeProvider.System), workspace),
            TimeProvider.System,
            NullLogger.Instance,
            this.Servers);
    }

    public bool IsPerson { get; }

    public ToolCatalog Catalog { get; }

    public SessionServersParts Parts { get; }

    public SessionServers Servers { get; }

    public PermissionPolicy Policy { get; }

    public List<PermissionRequest> Asked { get; } = [];

    public List<string> Output { get; } = [];

    /// <summary>What the user was told.</summary>
    public List<string> Told { get; } = [];

    public Func<PermissionRequest, PermissionAnswer> Answer { get; set; } = request =>
        request.Trust is null ? new PermissionAnswer.AllowOnce() : new PermissionAnswer.Trust(TrustDuration.Session);

    public Task<PermissionAnswer> AskAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        this.Asked.Add(request);
        return Task.FromResult(this.Answer(request));
    }

    /// <summary>One call from name and arguments to its result, as a turn makes it.</summary>
    public async Task<ToolResult> CallAsync(string tool, string arguments, CancellationToken cancellationToken)
    {
        var call = new AssistantPart.ToolCall(new ToolCallId($"call_{++this.calls}"), "v", tool, arguments);
        if (await this.pipeline.PrepareAsync(call, cancellationToken) is not PreparedToolCall.Planned planned)
        {
            return ToolResult.Error(((PreparedToolCall.Refused)await this.pipeline.PrepareAsync(call, cancellationToken)).Message);
        }

        var journal = new DecisionJournal((_, _) => ValueTask.CompletedTask, (_, _) => { });
        return await this.pipeline.DecideAsync(planned, journal, cancellationToken) switch
        {
            ToolCallDecision.Approved approved => await this.pipeline.RunAsync(approved.Call, new Lines(this.Output), cancellationToken),
            ToolCallDecision.Denied denied => ToolResult.Error(denied.Message),
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }

    public ValueTask BeginAsync() => this.Servers.BeginTurnAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await this.Servers.DisposeAsync();
        this.folder.Delete(recursive: true);
    }

    private sealed class Lines(List<string> lines) : IProgress<string>
    {
        public void Report(string value) => lines.Add(value);
    }
}
