using EditorAgent.Core.Sessions;
using EditorAgent.Host.Composition;
using EditorAgent.Host.McpServer.Offering;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Host.McpServer.Workspaces;

/// <summary>What other agents get of a workspace: our tools that look, whole coding tasks, its files, and prompts.</summary>
internal sealed class WorkspaceOffer : IAsyncDisposable
{
    private readonly SessionStore sessions;
    private readonly ToolBench bench;
    private readonly BenchCalls calls;
    private readonly CodingTaskTool task;

    private readonly FileWatch watch;

    private WorkspaceOffer(SessionStore sessions, ToolBench bench, BenchCalls calls, CodingTaskTool task, FileWatch watch, Offer offer)
    {
        this.watch = watch;
        this.sessions = sessions;
        this.bench = bench;
        this.calls = calls;
        this.task = task;
        this.Offer = offer;
    }

    public Offer Offer { get; }

    /// <param name="composition">Makes sessions.</param>
    /// <param name="workspace">An existing directory, absolute.</param>
    /// <param name="model">Alias of the model of coding tasks; null takes the configured one.</param>
    /// <param name="logger">Gets faults.</param>
    /// <param name="cancellationToken">Cancels the opening only.</param>
    public static async Task<WorkspaceOffer> OpenAsync(AgentComposition composition, string workspace, string? model, ILogger logger, CancellationToken cancellationToken)
    {
        var bench = await composition.OpenToolsAsync(new SessionRequest { WorkingDirectory = workspace, Prompt = new NobodyToAsk() }, cancellationToken);
        var changes = new ChangeFeed();
        var calls = new BenchCalls(bench, logger);
        var files = new WorkspaceFileList(bench);
        var resources = new WorkspaceResources(bench, calls, files);
        var watch = new FileWatch(resources.LocateAsync, changes, TimeProvider.System);
        var task = new CodingTaskTool(composition, workspace, model, changes);
        var looking = BenchTool.Names.Select(bench.Parts.Tools.Find).OfType<Core.Tools.ITool>().Select(tool => new BenchTool(tool.Definition, calls));
        var offer = new Offer(changes)
        {
            Server = new Implementation { Name = "editor-agent", Title = "EditorAgent", Version = ProductVersion.Text },
            Instructions = "Tools over one workspace of code. The tools that look change nothing and understand code (symbols, references, diagnostics). "
                + "coding_task hands a whole job to a coding agent; what it wants to change or run is asked about through your client.",
            Tools = [.. looking, task],
            ListResources = resources.ListAsync,
            ListResourceTemplates = resources.ListTemplatesAsync,
            ReadResource = resources.ReadAsync,
            Watch = watch.WatchAsync,
            ListPrompts = WorkspacePrompts.ListAsync,
            GetPrompt = WorkspacePrompts.GetAsync,
            Complete = new PathCompletion(files).CompleteAsync,
        };
        return new WorkspaceOffer(composition.Store, bench, calls, task, watch, offer);
    }

    /// <summary>A journal without a call is not kept.</summary>
    public async ValueTask DisposeAsync()
    {
        this.watch.Dispose();
        this.task.Dispose();
        await this.bench.DisposeAsync();
        if (this.calls.IsUsed)
        {
            return;
        }

        try
        {
            await this.sessions.DeleteAsync(this.bench.Session.Id, CancellationToken.None);
        }
        catch (Exception kept) when (kept is JournalException or SessionNotFoundException)
        {
            // An empty session more in the list.
        }
    }
}
