using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Core.Trust;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Calls;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Naming;
using EditorAgent.Mcp.Hub.Running;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub;

/// <summary>
/// The servers of one session. Nothing starts before <see cref="Start"/>, and nothing of a server delays another one or the caller: tools known
/// from earlier are there at once, the rest arrives through <see cref="Subscribe"/>. When it is disposed of, no process of it is alive.
/// </summary>
public sealed class McpHub : IAsyncDisposable
{
    private readonly HubParts parts;
    private readonly ToolShelf shelf = new();
    private readonly StatusFeed feed;
    private readonly ServerMemories memories;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim reloading = new(1, 1);
    private readonly TaskCompletionSource remembered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private ImmutableArray<HubServer> servers = [];
    private ImmutableArray<string> problems = [];
    private Task background = Task.CompletedTask;
    private bool isStarted;

    public McpHub(HubParts parts)
    {
        this.parts = parts;
        this.feed = new StatusFeed(parts.Logger);
        this.memories = new ServerMemories(parts.CacheDirectory, parts.Time, parts.Logger);
    }

    /// <summary>In the order of the configuration.</summary>
    public ImmutableArray<ServerStatus> Servers => [.. this.All.Select(server => server.Supervisor.Status)];

    /// <summary>As <see cref="Servers"/> has it, but for what a running server wrote to its errors: to clean that takes time, and nobody reads it before a call.</summary>
    internal ServerStatus? StatusOf(string server) => this.Find(server)?.Supervisor.Board.Read(connection: null);

    /// <summary>What may be offered now, from live and remembered lists, in an order that stays; later ones come behind.</summary>
    public ImmutableArray<OfferedTool> Tools => this.shelf.All;

    /// <summary>What the servers were declared as.</summary>
    public ImmutableArray<McpServerDeclaration> Declarations => [.. this.All.Select(server => server.Supervisor.Declaration)];

    /// <summary>What of the configuration could not be used, one line each.</summary>
    public ImmutableArray<string> Problems
    {
        get
        {
            lock (this.gate)
            {
                return this.problems;
            }
        }
    }

    /// <summary>
    /// Completes when everything that is known from earlier is in <see cref="Tools"/> and the rest has begun. It never waits for a server: the
    /// first prompt may await it.
    /// </summary>
    public Task Remembered => this.remembered.Task;

    private ImmutableArray<HubServer> All
    {
        get
        {
            lock (this.gate)
            {
                return this.servers;
            }
        }
    }

    /// <summary>Begins, in the background: lists are read from the disk; servers whose tools were never seen are started, all at once.</summary>
    public void Start()
    {
        lock (this.gate)
        {
            if (this.isStarted)
            {
                return;
            }

            this.isStarted = true;
        }

        this.parts.Trust.StateChanged += this.OnTrustChanged;
        this.Own(Task.Run(this.OpenAsync, CancellationToken.None));
    }

    /// <summary>Told, one at a time, when a server's status or its tools changed.</summary>
    public IDisposable Subscribe(Action<ServerStatus> changed) => this.feed.Subscribe(changed);

    /// <summary>Starts a server if it is not running and waits until it is connected, or cannot be.</summary>
    /// <exception cref="ServerException">There is no such server.</exception>
    public async Task<ServerStatus> ConnectAsync(string server, CancellationToken cancellationToken)
    {
        var supervisor = (await this.FindAsync(server, cancellationToken)).Supervisor;
        try
        {
            await supervisor.ReadyAsync(cancellationToken);
        }
        catch (ServerException)
        {
            // Its state says why.
        }

        return supervisor.Status;
    }

    /// <summary>Ends the server if it is running, forgets its failures and what it is authorized for, and starts it again: after a login, a logout, or a secret that was given.</summary>
    /// <exception cref="ServerException">There is no such server.</exception>
    public async Task<ServerStatus> RestartAsync(string server, CancellationToken cancellationToken)
    {
        var found = await this.FindAsync(server, cancellationToken);
        await found.Supervisor.ResetAsync();
        found.Calls.ForgetAnswers();
        return await this.ConnectAsync(server, cancellationToken);
    }

    /// <summary>The user has seen what the server is (its status's trust lines) and agreed: it is stored, and the server starts.</summary>
    /// <param name="server">Its name.</param>
    /// <param name="shown">The trust hash of the status that the user saw.</param>
    /// <param name="believesHints">Whether the annotations of its tools may also make calls looser.</param>
    /// <param name="cancellationToken">Ends the wait for the server, not the approval.</param>
    /// <exception cref="ServerException">There is no such server, or it is not what was shown any more.</exception>
    public async Task<ServerStatus> ApproveAsync(string server, string shown, bool believesHints, CancellationToken cancellationToken)
    {
        await (await this.FindAsync(server, cancellationToken)).Supervisor.ApproveAsync(shown, believesHints, cancellationToken);
        return await this.ConnectAsync(server, cancellationToken);
    }

    /// <summary>The user has seen what changed of the tool and agreed.</summary>
    /// <param name="server">Its name.</param>
    /// <param name="tool">As the server calls it.</param>
    /// <param name="shown">The hash of the changed definition that the user saw.</param>
    /// <param name="cancellationToken">Ends it; what was approved by then stays so.</param>
    /// <exception cref="ServerException">There is no such server or tool, or it is not what was shown any more.</exception>
    public async Task ApproveToolAsync(string server, string tool, string shown, CancellationToken cancellationToken) =>
        await (await this.FindAsync(server, cancellationToken)).Supervisor.Lists.ApproveAsync(tool, shown, cancellationToken);

    /// <summary>Runs a call under the limits: starts the server if need be, retries where that is safe, audits. Throws only when cancelled; either way the call is on record then.</summary>
    public Task<CallOutcome> CallAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken) =>
        this.remembered.Task.IsCompletedSuccessfully && this.Find(call.Server) is { } server
            ? server.Calls.RunAsync(call, options, cancellationToken)
            : this.CallLaterAsync(call, options, cancellationToken);

    /// <summary>A new turn begins: no answer of an earlier one is used again, and its calls are counted anew.</summary>
    public void BeginTurn()
    {
        foreach (var server in this.All)
        {
            server.Calls.BeginTurn();
        }
    }

    /// <summary>Starts nothing: of servers that do not run what they had the last time. Servers that fail are left out, their status says why.</summary>
    public async Task<ImmutableArray<(string Server, ServerPrompt Prompt)>> ListPromptsAsync(CancellationToken cancellationToken)
    {
        await this.remembered.Task.WaitAsync(cancellationToken);
        return
        [
            .. from server in this.All
               where server.Supervisor.Board.State is not (ServerState.Disabled or ServerState.NeedsTrust or ServerState.NeedsInput)
               from prompt in server.Supervisor.Lists.Prompts?.Items ?? []
               select (server.Supervisor.Name, prompt),
        ];
    }

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public async Task<ImmutableArray<PromptText>> GetPromptAsync(string server, string prompt, ImmutableSortedDictionary<string, string> arguments, CallOptions options, CancellationToken cancellationToken) =>
        await (await this.FindAsync(server, cancellationToken)).Supervisor.Requests.GetPromptAsync(prompt, arguments, options, cancellationToken);

    /// <summary>Starts servers that may have some. Servers that fail are left out, their status says why.</summary>
    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListResourcesAsync(CancellationToken cancellationToken) =>
        this.GatherAsync(static _ => true, static (requests, token) => requests.ListResourcesAsync(token), cancellationToken);

    /// <summary>Of the servers that are connected; starts none.</summary>
    public Task<ImmutableArray<(string Server, ServerResource Resource)>> ListConnectedResourcesAsync(CancellationToken cancellationToken) =>
        this.GatherAsync(server => this.StatusOf(server) is { State: ServerState.Connected }, static (requests, token) => requests.ListResourcesAsync(token), cancellationToken);

    /// <summary>Starts servers that may have some. Servers that fail are left out, their status says why.</summary>
    public Task<ImmutableArray<(string Server, ServerResourceTemplate Template)>> ListResourceTemplatesAsync(CancellationToken cancellationToken) =>
        this.GatherAsync(static _ => true, static (requests, token) => requests.ListTemplatesAsync(token), cancellationToken);

    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public async Task<ImmutableArray<ResourceContent>> ReadResourceAsync(string server, string uri, CallOptions options, CancellationToken cancellationToken) =>
        await (await this.FindAsync(server, cancellationToken)).Supervisor.Requests.ReadResourceAsync(uri, options, cancellationToken);

    /// <summary>From here on <paramref name="changed"/> is told, also after restarts of the server, until what is returned is disposed of.</summary>
    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public async Task<IAsyncDisposable> SubscribeToResourceAsync(string server, string uri, Action<string> changed, CancellationToken cancellationToken) =>
        await (await this.FindAsync(server, cancellationToken)).Supervisor.Requests.SubscribeAsync(uri, changed, cancellationToken);

    /// <summary>Values for an argument of a prompt or a variable of a template, as the server proposes them; none from a server that cannot complete.</summary>
    /// <param name="reference"><c>ref/prompt</c> with a name, or <c>ref/resource</c> with a template.</param>
    /// <exception cref="ServerException">The server cannot be reached or refused.</exception>
    public async Task<ImmutableArray<string>> CompleteAsync(
        string server, string reference, string name, string argument, string value, ImmutableSortedDictionary<string, string> context, CancellationToken cancellationToken) =>
        await (await this.FindAsync(server, cancellationToken)).Supervisor.Requests.CompleteAsync(reference, name, argument, value, context, cancellationToken);

    /// <summary>The configuration may have changed: servers that are gone or other end, new ones join, the rest goes on undisturbed.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await this.remembered.Task.WaitAsync(cancellationToken);
        await this.reloading.WaitAsync(cancellationToken);
        try
        {
            await this.ApplyAsync(this.ReadConfiguration(), cancellationToken);
        }
        finally
        {
            this.reloading.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (this.stopping.IsCancellationRequested)
        {
            return;
        }

        this.parts.Trust.StateChanged -= this.OnTrustChanged;
        await this.stopping.CancelAsync();
        this.remembered.TrySetCanceled();
        var ending = this.EndAsync();
        await Task.WhenAny(ending, Task.Delay(this.parts.Limits.EndLimit, this.parts.Time, CancellationToken.None));
        if (!ending.IsCompleted)
        {
            this.parts.Logger.StillEnding();
        }

        await this.feed.DisposeAsync();
    }

    private async Task EndAsync()
    {
        Task last;
        lock (this.gate)
        {
            last = this.background;
        }

        await Task.WhenAll(this.All.Select(server => server.DisposeAsync().AsTask()));
        await last;
    }

    private async Task OpenAsync()
    {
        await this.reloading.WaitAsync(this.stopping.Token);
        try
        {
            await this.ApplyAsync(this.ReadConfiguration(), this.stopping.Token);
        }
        finally
        {
            this.reloading.Release();
            this.remembered.TrySetResult();
        }
    }

    private McpConfiguration ReadConfiguration()
    {
        try
        {
            return this.parts.ReadConfiguration();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new McpConfiguration([.. this.All.Select(server => server.Supervisor.Declaration)], [$"The configuration of MCP servers cannot be read, so the one before counts: {unreadable.Message}"]);
        }
    }

    private async Task ApplyAsync(McpConfiguration configuration, CancellationToken cancellationToken)
    {
        var before = this.All.ToDictionary(server => server.Supervisor.Name, StringComparer.Ordinal);
        var after = ImmutableArray.CreateBuilder<HubServer>();
        var added = new List<HubServer>();
        foreach (var declaration in configuration.Servers.DistinctBy(server => server.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (before.TryGetValue(declaration.Name, out var running) && await running.Supervisor.IsSameAsync(declaration, cancellationToken))
            {
                before.Remove(declaration.Name);
                await running.Supervisor.AdjustAsync(declaration);
                after.Add(running);
                continue;
            }

            var server = new HubServer(this.parts, declaration, this.shelf, this.feed, this.memories);
            added.Add(server);
            after.Add(server);
        }

        foreach (var gone in before.Values)
        {
            this.shelf.Withdraw(gone.Supervisor.Name);
        }

        lock (this.gate)
        {
            this.servers = after.ToImmutable();
            this.problems = configuration.Problems;
        }

        // Read side by side, shown in the order of the configuration: what a model is sent is then the same every time.
        await Task.WhenAll(added.Select(server => server.Supervisor.RecallAsync()));
        foreach (var server in added)
        {
            server.Supervisor.Lists.Offer();
        }

        foreach (var server in after)
        {
            this.Own(added.Contains(server) ? server.Supervisor.BeginAsync() : server.Supervisor.ReconsiderAsync());
        }

        this.Own(Task.WhenAll(before.Values.Select(gone => gone.DisposeAsync().AsTask())));
    }

    private async Task<CallOutcome> CallLaterAsync(ServerCall call, CallOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await (await this.FindAsync(call.Server, cancellationToken)).Calls.RunAsync(call, options, cancellationToken);
        }
        catch (ServerException unknown)
        {
            return new CallOutcome.NotRun($"The call did not run: {unknown.Message}");
        }
    }

    private HubServer? Find(string name)
    {
        foreach (var server in this.All)
        {
            if (server.Supervisor.Name == name)
            {
                return server;
            }
        }

        return null;
    }

    private async Task<HubServer> FindAsync(string name, CancellationToken cancellationToken)
    {
        await this.remembered.Task.WaitAsync(cancellationToken);
        return this.Find(name)
            ?? throw new ServerException(ServerFailureKind.Unreachable, $"There is no MCP server named {CanonicalText.Line(name, 80)}.");
    }

    private async Task<ImmutableArray<(string, T)>> GatherAsync<T>(Func<string, bool> isAsked, Func<ServerRequests, CancellationToken, Task<ImmutableArray<T>>> list, CancellationToken cancellationToken)
    {
        await this.remembered.Task.WaitAsync(cancellationToken);
        var asked = this.All.Where(server => server.Supervisor.Lists.Introduction is not { HasResources: false } && isAsked(server.Supervisor.Name)).ToArray();
        var lists = await Task.WhenAll(asked.Select(async server =>
        {
            try
            {
                var items = await list(server.Supervisor.Requests, cancellationToken);
                return items.Select(item => (server.Supervisor.Name, item));
            }
            catch (ServerException)
            {
                return [];
            }
        }));
        return [.. lists.SelectMany(items => items)];
    }

    private void OnTrustChanged(string root, TrustState state)
    {
        foreach (var server in this.All)
        {
            this.Own(server.Supervisor.ReconsiderAsync());
        }
    }

    /// <summary>Takes over what runs in the background, so that it is over when this is and no failure of it is lost.</summary>
    private void Own(Task task)
    {
        lock (this.gate)
        {
            this.background = this.background.IsCompleted ? this.ObserveAsync(task) : Task.WhenAll(this.background, this.ObserveAsync(task));
        }
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (this.stopping.IsCancellationRequested)
        {
            // The session is ending.
        }
        catch (Exception fault)
        {
            this.parts.Logger.BackgroundFault(fault);
        }
    }
}
