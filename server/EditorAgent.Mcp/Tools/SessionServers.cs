using System.Collections.Immutable;
using EditorAgent.Core.Models;
using EditorAgent.Core.Tools;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Tools;

/// <summary>
/// The MCP servers of one session as the session and its door see them: tools that come into the catalog, prompts as commands, resources to
/// attach. Nothing here delays a turn by more than a look at the disk. Disposing of it ends the servers.
/// </summary>
public sealed partial class SessionServers : ILateTools
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestWaitForTool = TimeSpan.FromSeconds(10);

    private readonly SessionServersParts parts;
    private readonly IServers servers;
    private readonly Func<Task> remembered;
    private readonly Func<CancellationToken, Task> reload;
    private readonly Action beginTurn;
    private readonly Func<ValueTask> end;
    private readonly ToolShelf shelf;
    private readonly PromptCommands prompts;
    private readonly ResourceAttachments attachments;
    private readonly ConfigurationStamp stamp;
    private readonly IDisposable subscription;
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private Task reloading = Task.CompletedTask;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private bool isOpen;

    private SessionServers(SessionServersParts parts, IServers servers, QuestionDesk questions, Func<Task> remembered, Func<CancellationToken, Task> reload, Action beginTurn, Func<ValueTask> end)
    {
        this.parts = parts;
        this.servers = servers;
        this.remembered = remembered;
        this.reload = reload;
        this.beginTurn = beginTurn;
        this.end = end;
        this.shelf = new ToolShelf(parts.Catalog, new ServerDesk(servers, parts.Prompt.IsPerson, call => questions.For(call)), parts.ContextWindow, parts.Time);
        this.prompts = new PromptCommands(servers);
        this.attachments = new ResourceAttachments(servers);
        this.stamp = new ConfigurationStamp(parts.ConfigurationFiles);
        this.subscription = servers.Subscribe(this.Changed);
    }

    /// <summary>Told when the commands may be others than before; from any thread, must return at once.</summary>
    public event Action? CommandsChanged;

    /// <summary>Told when a server's state changed; from any thread, must return at once.</summary>
    public event Action<ServerStatus>? StatusChanged;

    /// <summary>The servers, in the order of the configuration.</summary>
    public ImmutableArray<ServerStatus> All => this.servers.All;

    /// <summary>Tools that cannot be offered, one line each, for the user.</summary>
    public ImmutableArray<string> Problems => this.shelf.Problems;

    /// <summary>Makes the hub, starts it in the background, and has it from here on.</summary>
    /// <param name="parts">Of the session.</param>
    /// <param name="makeHub">Given what servers may ask when no call is running.</param>
    public static SessionServers Create(SessionServersParts parts, Func<ServerQuestions, McpHub> makeHub)
    {
        var questions = new QuestionDesk(parts);
        var hub = makeHub(questions.For(null));
        var session = new SessionServers(parts, new HubServers(hub), questions, () => hub.Remembered, hub.ReloadAsync, hub.BeginTurn, hub.DisposeAsync);
        hub.Start();
        return session;
    }

    /// <summary>For tests: over servers that are no hub's.</summary>
    internal static SessionServers Over(SessionServersParts parts, IServers servers, Func<CancellationToken, Task>? reload = null, Task? remembered = null) =>
        new(parts, servers, new QuestionDesk(parts), () => remembered ?? Task.CompletedTask, reload ?? (_ => Task.CompletedTask), () => { }, () => ValueTask.CompletedTask);

    public async ValueTask BeginTurnAsync(CancellationToken cancellationToken)
    {
        this.beginTurn();
        var changes = this.TakeUpChanges();
        if (!changes.IsCompleted)
        {
            await this.WaitBrieflyAsync(changes, cancellationToken);
        }

        if (!this.isOpen)
        {
            this.isOpen = true;
            await this.OpenAsync(cancellationToken);
        }

        foreach (var problem in this.servers.Problems.Where(this.told.Add))
        {
            this.parts.Tell?.Invoke("MCP servers", problem);
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var known = this.remembered();
        if (!known.IsCompleted)
        {
            await this.WaitBrieflyAsync(known, cancellationToken);
        }

        if (known.IsCompleted)
        {
            this.shelf.Open();
        }
        else
        {
            this.shelf.OpenEarly();
        }
    }

    /// <summary>For who looks between turns: what changed on the disk counts from here on.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => this.TakeUpChanges().WaitAsync(cancellationToken);

    public async ValueTask<ITool?> FindAsync(string toolName, CancellationToken cancellationToken)
    {
        if (this.shelf.Find(toolName) is { } known)
        {
            return known;
        }

        if (!toolName.StartsWith("mcp__", StringComparison.Ordinal))
        {
            return null;
        }

        await this.remembered().WaitAsync(LongestWaitForTool, this.parts.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await ServerWait.UntilAsync(
            this.servers,
            () => this.shelf.Find(toolName) is not null || !this.servers.All.Any(ServerWait.IsComing),
            LongestWaitForTool,
            this.parts.Time,
            cancellationToken);
        return this.shelf.Find(toolName);
    }

    public string? WhyMissing(string toolName)
    {
        // Names end in a hash where they would be ambiguous, so that the longest server's name that fits is the one that is meant.
        var named = this.servers.All
            .Where(status => toolName.StartsWith($"mcp__{status.Name}__", StringComparison.Ordinal) && toolName.Length > status.Name.Length + 7)
            .MaxBy(status => status.Name.Length);
        return named switch
        {
            null => null,
            { State: ServerState.Connected or ServerState.Pending } => $"Not run: the MCP server \"{named.Name}\" is there and has no such tool. {this.shelf.Closest(named.Name, toolName[(named.Name.Length + 7)..])}",
            _ => $"Not run: the MCP server \"{named.Name}\" is not there: {StateText.Of(named)}.",
        };
    }

    /// <summary>The servers' prompts as commands; starts nothing.</summary>
    public Task<ImmutableArray<SlashCommand>> ListCommandsAsync(CancellationToken cancellationToken) => this.prompts.ListAsync(cancellationToken);

    /// <summary>Runs what the user typed, if it is a server's command.</summary>
    /// <returns>Null when it is not.</returns>
    public Task<Expansion?> ExpandAsync(string typed, CancellationToken cancellationToken) => this.prompts.ExpandAsync(typed, cancellationToken);

    /// <summary>The same before a first turn, where servers may still be on their way: waits for them as long as for a tool.</summary>
    public async Task<Expansion?> ExpandFirstAsync(string typed, CancellationToken cancellationToken)
    {
        await this.remembered().WaitAsync(LongestWaitForTool, this.parts.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await ServerWait.UntilAsync(this.servers, () => !this.servers.All.Any(ServerWait.IsComing), LongestWaitForTool, this.parts.Time, cancellationToken);
        return await this.ExpandAsync(typed, cancellationToken);
    }

    /// <summary>What servers that are connected list to be attached; starts none.</summary>
    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListConnectedResourcesAsync(CancellationToken cancellationToken) =>
        this.servers.ListConnectedResourcesAsync(cancellationToken);

    /// <summary>Reads what the user attached: <c>@server:uri</c> in the text, or links to what a server lists.</summary>
    public Task<ImmutableArray<ContentPart>> AttachAsync(string text, IReadOnlyCollection<string> links, CancellationToken cancellationToken) =>
        this.attachments.ReadAsync(text, links, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        this.subscription.Dispose();
        await this.ending.CancelAsync();
        await this.reloading;
        await this.end();
        this.ending.Dispose();
    }

    private void Changed(ServerStatus status)
    {
        this.shelf.Update();
        this.StatusChanged?.Invoke(status);
        this.CommandsChanged?.Invoke();
    }

    /// <returns>The newest reload, if there was one.</returns>
    private Task TakeUpChanges()
    {
        lock (this.gate)
        {
            return this.reloading = this.stamp.HasChanged() ? this.ReloadAsync(this.reloading) : this.reloading;
        }
    }

    private async Task ReloadAsync(Task before)
    {
        await before;
        try
        {
            await this.reload(this.ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The session ends.
        }
        catch (Exception failed)
        {
            // Whatever it is, the servers that run go on, and the next change is another chance.
            LogNotRead(this.parts.Logger, failed.Message);
        }
    }

    private async Task WaitBrieflyAsync(Task task, CancellationToken cancellationToken) =>
        await task.WaitAsync(LongestLook, this.parts.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(1, LogLevel.Warning, "MCP: the configuration changed and could not be read again: {Reason}")]
    private static partial void LogNotRead(ILogger logger, string reason);
}
