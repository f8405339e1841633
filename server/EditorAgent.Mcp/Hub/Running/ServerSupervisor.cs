using System.Collections.Immutable;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;
using EditorAgent.Mcp.Hub.Memory;
using EditorAgent.Mcp.Hub.Naming;
using EditorAgent.Mcp.Hub.Starting;
using EditorAgent.Mcp.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.Mcp.Hub.Running;

/// <summary>
/// One server's life: it is started by the first who needs it, once for all who do, started again with growing pauses when it ends, and
/// ended with this. Only this changes its state, under one lock, and every change is published. Nobody but those who need this very server
/// ever waits for it.
/// </summary>
internal sealed class ServerSupervisor : IAsyncDisposable
{
    private const int MostProcessStarts = 5;
    private const int MostConnections = 60;

    /// <summary>Who needs the server waits this long for a pause to be over, and is told otherwise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The first call waits so long to hear what became of earlier ones; otherwise the next one does.</summary>
    private static readonly TimeSpan PatienceWithLeft = TimeSpan.FromSeconds(2);

    /// <summary>A server that wanted a login is asked again no sooner.</summary>
    private static readonly TimeSpan LoginPause = TimeSpan.FromSeconds(15);

    private readonly HubParts parts;
    private readonly StartPermission permission;
    private readonly EndpointMaker endpoints;
    private readonly StartBudget budget;
    private readonly StatusBoard board;
    private readonly Recovery recovery;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private McpServerDeclaration declaration;
    private LiveServer? live;
    private Task<LiveServer>? attempt;
    private bool isLeft;
    private CancellationTokenSource? attemptStop;
    private Task watch = Task.CompletedTask;
    private (ServerException Reason, long At)? loginWanted;

    public ServerSupervisor(HubParts parts, McpServerDeclaration declaration, ToolShelf shelf, StatusFeed feed, ServerMemories memories)
    {
        this.parts = parts;
        this.declaration = declaration;
        this.permission = new StartPermission(parts);
        this.endpoints = new EndpointMaker(parts);
        this.budget = new StartBudget(declaration.Transport == McpTransport.Stdio ? MostProcessStarts : MostConnections, parts.Time);
        this.board = new StatusBoard(declaration, feed);
        this.Lists = new ServerLists(parts, this, shelf, memories, this.board, this.endpoints, this.stopping.Token);
        this.recovery = new Recovery(this.budget, this.board, this.ReadyAsync, parts.Time, this.stopping.Token);
        this.Tasks = new TaskNews(new RunningTasks(parts.CacheDirectory, parts.Workspace.RealRoot, parts.Time, parts.Logger), this.board);
        this.Requests = new ServerRequests(parts, this, this.stopping.Token);
    }

    public McpServerDeclaration Declaration
    {
        get
        {
            lock (this.gate)
            {
                return this.declaration;
            }
        }
    }

    public string Name => this.Declaration.Name;

    public StatusBoard Board => this.board;

    public ServerLists Lists { get; }

    public ServerRequests Requests { get; }

    public TaskNews Tasks { get; }

    /// <summary>Null while it is not connected.</summary>
    public LiveServer? Live
    {
        get
        {
            lock (this.gate)
            {
                return this.live;
            }
        }
    }

    public ServerStatus Status => this.board.Read(this.Live?.Connection);

    /// <summary>Reads what is remembered of it. It starts nothing and waits for nobody.</summary>
    public async Task RecallAsync()
    {
        try
        {
            var start = await this.permission.CheckApprovalAsync(this.Declaration, this.stopping.Token);
            await this.Lists.RecallAsync(start.Identity, this.stopping.Token);
        }
        catch (NotReadyException reason)
        {
            this.Hold(reason);
        }
        catch (OperationCanceledException)
        {
            // The hub is ending.
        }
    }

    /// <summary>Starts it if nothing is known of it, and otherwise only looks whether it might start; returns when that is done.</summary>
    public async Task BeginAsync()
    {
        if (this.board.State != ServerState.Pending)
        {
            return;
        }

        try
        {
            if (this.Lists.IsUnknown || (this.Lists.Identity is { } identity && this.Tasks.Tasks.HasLeft(identity.Hash)))
            {
                await this.ReadyAsync(this.stopping.Token);
            }
            else if (this.Declaration.Scope != McpServerScope.User)
            {
                await this.permission.CheckAsync(this.Declaration, this.stopping.Token);
            }
        }
        catch (NotReadyException reason)
        {
            this.Hold(reason);
        }
        catch (Exception told) when (told is ServerException or OperationCanceledException)
        {
            // Its state says so.
        }
    }

    /// <summary>The server, started if it was not running, with its tools listed.</summary>
    /// <exception cref="ServerException">It cannot be reached; nothing was sent. Its state says why.</exception>
    public Task<LiveServer> ReadyAsync(CancellationToken cancellationToken)
    {
        lock (this.gate)
        {
            if (this.live is { } running && !running.Connection.Ended.IsCompleted)
            {
                return Task.FromResult(running);
            }

            if (this.stopping.IsCancellationRequested)
            {
                throw new ServerException(ServerFailureKind.Ended, $"{this.declaration.Name} was ended.");
            }

            if (this.loginWanted is { } wanted && this.parts.Time.GetElapsedTime(wanted.At) < LoginPause)
            {
                throw wanted.Reason;
            }

            if (this.attempt is { IsCompleted: false } ending && this.isLeft)
            {
                return this.ReadyAfterAsync(ending, cancellationToken);
            }

            if (this.attempt is null or { IsCompleted: true })
            {
                this.isLeft = false;
                this.attemptStop?.Dispose();
                this.attemptStop = CancellationTokenSource.CreateLinkedTokenSource(this.stopping.Token);
                var stop = this.attemptStop.Token;
                this.attempt = Task.Run(() => this.AttemptAsync(stop), CancellationToken.None);
            }

            return this.attempt.WaitAsync(cancellationToken);
        }
    }

    /// <summary>What that attempt had reached was left before it was through with it.</summary>
    private async Task<LiveServer> ReadyAfterAsync(Task attempt, CancellationToken cancellationToken)
    {
        await attempt.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return await this.ReadyAsync(cancellationToken);
    }

    /// <summary>A call or request saw how it stands with the connection that it used.</summary>
    public void Report(LiveServer used, ServerException failure)
    {
        switch (failure.Kind)
        {
            case ServerFailureKind.SessionLost:
                this.Leave(used, failure);
                break;
            case ServerFailureKind.LoginNeeded:
                this.Leave(used, failure);
                this.WantLogin(failure);
                break;
        }
    }

    /// <summary>It is what it was; only how it is used changed.</summary>
    public async Task AdjustAsync(McpServerDeclaration changed)
    {
        lock (this.gate)
        {
            this.declaration = changed;
        }

        this.board.Describe(changed);
        await this.Lists.OfferAgainAsync(this.stopping.Token);
    }

    /// <summary>Whether <paramref name="other"/> is what runs here, so that it need not be ended for it.</summary>
    public async Task<bool> IsSameAsync(McpServerDeclaration other, CancellationToken cancellationToken)
    {
        var own = this.Declaration;
        if (own.Scope != other.Scope || own.IsEnabled != other.IsEnabled || own.Transport != other.Transport || !own.Inputs.SequenceEqual(other.Inputs))
        {
            return false;
        }

        try
        {
            var (mine, _) = await this.permission.IdentifyAsync(own, cancellationToken);
            var (its, _) = await this.permission.IdentifyAsync(other, cancellationToken);
            return mine.Hash == its.Hash && (this.Live is null || this.Live.Identity.Hash == its.Hash);
        }
        catch (NotReadyException)
        {
            return false;
        }
    }

    /// <summary>Trust or approvals may have changed: what may not run any more ends, what waited for it begins.</summary>
    public async Task ReconsiderAsync()
    {
        try
        {
            await this.permission.CheckAsync(this.Declaration, this.stopping.Token);
            if (this.board.State is ServerState.NeedsTrust or ServerState.NeedsInput or ServerState.Pending)
            {
                await this.RecallAsync();
                this.Lists.Offer();
                await this.BeginAsync();
            }
        }
        catch (NotReadyException reason)
        {
            await this.EndConnectionAsync();
            this.Hold(reason);
        }
        catch (OperationCanceledException)
        {
            // The hub is ending.
        }
    }

    /// <summary>Ends it and forgets why it failed and what it is authorized for; the next who needs it starts it.</summary>
    public async Task ResetAsync()
    {
        await this.EndConnectionAsync();
        lock (this.gate)
        {
            this.loginWanted = null;
        }

        this.budget.Forget();
        this.Lists.Forget();
        this.Requests.Forget();
    }

    /// <param name="shown">The hash of the identity that the user saw.</param>
    /// <param name="believesHints">Whether the annotations of its tools may also make calls looser.</param>
    /// <exception cref="ServerException">It is another by now.</exception>
    public async Task ApproveAsync(string shown, bool believesHints, CancellationToken cancellationToken)
    {
        var (identity, _) = await this.permission.IdentifyAsync(this.Declaration, cancellationToken);
        if (identity.Hash != shown)
        {
            throw new ServerException(ServerFailureKind.Refused, $"{this.Name} is not what was shown any more. Nothing was approved; look at it again.");
        }

        await this.parts.Approvals.ApproveAsync(this.parts.Workspace.RealRoot, this.Declaration, identity, cancellationToken);
        if (believesHints)
        {
            await this.parts.Approvals.BelieveHintsAsync(this.parts.Workspace.RealRoot, this.Declaration, identity, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await this.stopping.CancelAsync();
        await this.EndConnectionAsync();
        await this.recovery.Idle;
        await this.watch;
        await this.Lists.DisposeAsync();
        await this.Requests.DisposeAsync();
        this.stopping.Dispose();
    }

    private async Task<LiveServer> AttemptAsync(CancellationToken stop)
    {
        try
        {
            await this.WaitForTurnAsync(stop);
            return await this.ConnectAsync(stop);
        }
        catch (NotReadyException reason)
        {
            this.Hold(reason);
            throw new ServerException(ServerFailureKind.Unreachable, reason.Message, reason);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            this.board.Become(ServerState.Pending, null);
            throw new ServerException(ServerFailureKind.Ended, $"{this.Name} was ended.");
        }
        catch (Exception fault) when (fault is not ServerException)
        {
            var id = Guid.NewGuid().ToString("N")[..8];
            this.parts.Logger.StartFault(this.Name, id, fault);
            this.board.Become(ServerState.Failed, $"It could not be started because of a fault of ours ({id} in the log).");
            throw new ServerException(ServerFailureKind.Unreachable, $"It could not be started because of a fault of ours ({id} in the log).", fault);
        }
    }

    private async Task WaitForTurnAsync(CancellationToken stop)
    {
        var wait = this.budget.Wait;
        if (wait > Patience)
        {
            throw new ServerException(
                ServerFailureKind.Unreachable, $"{this.Name} failed again and again and is left alone for {Math.Ceiling(wait.TotalSeconds)} seconds. {this.board.Failure}".TrimEnd());
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, this.parts.Time, stop);
        }
    }

    private async Task<LiveServer> ConnectAsync(CancellationToken stop)
    {
        var server = this.Declaration;
        var start = await this.permission.CheckAsync(server, stop);
        var known = this.Lists.EraOf(start.Identity);
        var endpoint = await this.endpoints.MakeAsync(start, known, stop);
        this.board.Become(ServerState.Connecting, null);
        this.budget.Started();
        IServerConnection connection;
        try
        {
            connection = await this.ReachAsync(endpoint, server, stop);
        }
        catch (ServerException failure) when (failure.Kind == ServerFailureKind.LoginNeeded)
        {
            this.WantLogin(failure);
            throw;
        }
        catch (ServerException failure)
        {
            this.budget.Failed();
            this.board.Fail(failure.Message, failure.ErrorTail);
            this.recovery.Begin();
            throw;
        }

        var now = new LiveServer(connection, start.Identity);
        try
        {
            await this.Lists.ReadAsync(now, stop);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        lock (this.gate)
        {
            if (!stop.IsCancellationRequested)
            {
                this.live = now;
                this.loginWanted = null;
                this.watch = this.WatchAsync(now, this.watch);
            }
        }

        if (this.Live != now)
        {
            await connection.DisposeAsync();
            stop.ThrowIfCancellationRequested();
        }

        this.board.Connect(connection.Era, connection.Introduction);
        this.Lists.ReadRest(now);
        this.Requests.Resume(now);
        if (connection.Introduction.HasTasks)
        {
            var ending = this.Tasks.EndLeftAsync(now, this.stopping.Token);
            this.Lists.Own(ending);
            await ending.WaitAsync(PatienceWithLeft, this.parts.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return now;
    }

    /// <summary>Roots and sampling are the user's choice for each server; everything else is the session's.</summary>
    private ServerQuestions QuestionsFor(McpServerDeclaration server) => this.parts.Questions with
    {
        Sample = this.parts.AllowsSampling(server.Name) ? this.parts.Questions.Sample : null,
        ListRoots = server.Roots.IsEmpty
            ? null
            : _ => Task.FromResult<ImmutableArray<RootFolder>>([.. server.Roots.Select(root => new RootFolder(new Uri(root), Path.GetFileName(Path.TrimEndingDirectorySeparator(root))))]),
    };

    private async Task WatchAsync(LiveServer watched, Task before)
    {
        await before;
        var reason = await watched.Connection.Ended;
        if (!this.Leave(watched, reason))
        {
            return;
        }

        if (reason.Kind == ServerFailureKind.LoginNeeded)
        {
            this.WantLogin(reason);
            return;
        }

        this.budget.Failed();
        this.board.Fail(reason.Message, watched.Connection.ErrorTail);
        this.recovery.Begin();
    }

    /// <summary>The connection is used no longer.</summary>
    /// <returns>Whether it was in use until now.</returns>
    private bool Leave(LiveServer used, ServerException reason)
    {
        lock (this.gate)
        {
            if (this.live != used)
            {
                return false;
            }

            this.live = null;
            this.isLeft = true;
        }

        this.Requests.Forget();
        if (reason.Kind == ServerFailureKind.SessionLost)
        {
            this.board.Become(ServerState.Pending, "It no longer knew our session; the next use opens a new one.");
        }

        this.Lists.Own(DisposeQuietlyAsync(used.Connection));
        return true;
    }

    private async Task<IServerConnection> ReachAsync(ServerEndpoint endpoint, McpServerDeclaration server, CancellationToken stop)
    {
        using var login = endpoint.Authorization.Logins?.Follow(this.ShowLogin);
        return await this.parts.ConnectAsync(endpoint, this.QuestionsFor(server), this.Lists.Events, stop);
    }

    private void ShowLogin(bool isRunning) => this.board.Become(
        isRunning ? ServerState.NeedsLogin : ServerState.Connecting, isRunning ? "A login is under way in the browser; the server starts when it is done." : null);

    private void WantLogin(ServerException failure)
    {
        lock (this.gate)
        {
            this.loginWanted = (failure, this.parts.Time.GetTimestamp());
        }

        this.board.Become(ServerState.NeedsLogin, $"{failure.Message} Log in with: editor-agent mcp-config login {this.Name}");
    }

    private void Hold(NotReadyException reason)
    {
        this.board.Become(reason.State, reason.Message, reason.TrustLines, reason.TrustHash);
        this.Lists.Withdraw();
    }

    private async Task EndConnectionAsync()
    {
        LiveServer? ending;
        Task? starting;
        lock (this.gate)
        {
            ending = this.live;
            this.live = null;
            starting = this.attempt is { IsCompleted: false } ? this.attempt : null;
            this.attemptStop?.Cancel();
        }

        if (starting is not null)
        {
            await starting.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (ending is not null)
        {
            await DisposeQuietlyAsync(ending.Connection);
        }
    }

    private static async Task DisposeQuietlyAsync(IServerConnection connection)
    {
        await Task.Yield();
        await connection.DisposeAsync();
    }
}
