using System.Collections.Immutable;
using System.ComponentModel;
using EditorAgent.CodeIntelligence.Contract;
using EditorAgent.CodeIntelligence.Roslyn.Hosting;
using EditorAgent.CodeIntelligence.Roslyn.Hosting.Rpc;
using EditorAgent.Core.Processes;
using EditorAgent.Core.Trust;
using Microsoft.Extensions.Logging;

namespace EditorAgent.CodeIntelligence.Workers;

/// <summary>
/// The C# engine as the sidecar sees it: a worker that is started with the first question, started again when it has ended, and given the loaded
/// solution once the workspace is trusted. A worker that keeps ending is left alone and that is said.
/// </summary>
public sealed class CSharpWorker : ICodeEngine, IAsyncDisposable
{
    private const int MostStarts = 4;

    /// <summary>In a row.</summary>
    private const int MostLateAnswers = 3;

    /// <summary>What a question waits for a solution that is being loaded.</summary>
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(60);

    /// <summary>What a later question waits when an earlier one has waited in vain.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan StartWindow = TimeSpan.FromMinutes(5);

    private readonly WorkerPlace place;
    private readonly SolutionLoads loads;
    private readonly FixWorker fixes;
    private readonly ILogger logger;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly CancellationTokenSource life = new();
    private readonly List<long> starts = [];
    private Running? running;
    private Task<CodeAnswer?>? loading;
    private long loadingSince;
    private volatile WorkspaceTrust? trust;
    private volatile string progress = "";
    private int isDisposed;

    public CSharpWorker(WorkerPlace place, ILogger logger)
    {
        this.place = place;
        this.logger = logger;
        this.loads = new SolutionLoads(place);
        this.fixes = new FixWorker(place, this.loads, logger);
    }

    /// <summary>Raised when another worker process has taken over, which knows no buffers.</summary>
    public event Action? Restarted;

    /// <summary>Whether the solution is loaded and the workspace trusted.</summary>
    public bool IsLoaded => this.running is { HasSolution: true, Client: { Completion.IsCompleted: false, Status.NeedsReload.IsEmpty: true } };

    /// <summary>Whether a load needs nobody's yes beyond trust: it is done, or what it runs is kept in.</summary>
    public async ValueTask<bool> LoadsUnaskedAsync(CancellationToken cancellationToken) => this.IsLoaded || await this.place.IsConfinedAsync(cancellationToken);

    /// <summary>Of the worker that runs now, or null.</summary>
    internal int? ProcessId => this.running is { Client.Completion.IsCompleted: false } alive ? alive.Process.Id : null;

    /// <summary>How far a load is; empty when none is going on.</summary>
    public string Progress => this.progress;

    /// <summary>Sees to it that the solution is loaded as it is now, and waits for that as long as makes sense.</summary>
    /// <param name="trusted">The right to run the projects' code.</param>
    /// <param name="trust">Whether that still holds when project files have changed later.</param>
    /// <param name="output">Told how far it is.</param>
    /// <param name="cancellationToken">Ends the wait, not the load.</param>
    /// <returns>Why it is not; null when it is.</returns>
    public async Task<CodeAnswer?> LoadAsync(TrustedWorkspace trusted, WorkspaceTrust trust, IProgress<string> output, CancellationToken cancellationToken)
    {
        if (this.IsLoaded)
        {
            return null;
        }

        this.trust = trust;
        Task<CodeAnswer?> load;
        lock (this.starts)
        {
            if (this.loading is not { IsCompleted: false })
            {
                this.loadingSince = this.place.Time.GetTimestamp();
                this.loading = Task.Run(() => this.LoadNowAsync(trusted, this.life.Token), CancellationToken.None);
            }

            load = this.loading;
        }

        var waited = this.place.Time.GetElapsedTime(this.loadingSince);
        var patience = LoadPatience - waited > LastPatience ? LoadPatience - waited : LastPatience;

        try
        {
            using var reports = this.place.Time.CreateTimer(_ => output.Report(this.progress.Length > 0 ? $"loading {this.progress}\n" : ""), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
            return await load.WaitAsync(patience, this.place.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return CodeAnswer.Failed(CodeError.NotLoaded, $"the solution is still being loaded ({this.progress}); find_symbol, code_overview, read and grep work meanwhile, ask again later");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CodeAnswer.Failed(CodeError.Failed, "the C# worker was shut down");
        }
    }

    public Task<CodeAnswer> OverviewAsync(OverviewQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.OverviewAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindSymbolAsync(FindSymbolQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.FindSymbolAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> ReadSymbolAsync(ReadSymbolQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.ReadSymbolAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindReferencesAsync(FindReferencesQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.FindReferencesAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> CallHierarchyAsync(CallHierarchyQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.CallHierarchyAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindImplementationsAsync(FindImplementationsQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.FindImplementationsAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> DiagnosticsAsync(DiagnosticsQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.DiagnosticsAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> NullAnalysisAsync(NullAnalysisQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.NullAnalysisAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> CodeActionsAsync(CodeActionsQuery query, CancellationToken cancellationToken) => this.fixes.CodeActionsAsync(query, cancellationToken);

    public Task<EditProposal> ApplyCodeActionAsync(ApplyCodeActionQuery query, CancellationToken cancellationToken) => this.fixes.ApplyCodeActionAsync(query, cancellationToken);

    public Task<EditProposal> RenameAsync(RenameQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(engine => engine.RenameAsync(query, cancellationToken), cancellationToken);

    public Task<EditProposal> EditAsync(EditQuery query, CancellationToken cancellationToken) =>
        this.ProposeAsync(engine => engine.EditAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> FindTestsAsync(FindTestsQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.FindTestsAsync(query, cancellationToken), cancellationToken);

    public Task<CodeAnswer> DeltaAsync(DeltaQuery query, CancellationToken cancellationToken) =>
        this.AskAsync(engine => engine.DeltaAsync(query, cancellationToken), cancellationToken);

    public async Task BuffersAsync(ImmutableArray<OpenBuffer> buffers, CancellationToken cancellationToken)
    {
        await this.fixes.BuffersAsync(buffers, cancellationToken);
        if (await this.ConnectAsync(cancellationToken) is { Running: { } connected })
        {
            await connected.Client.Engine.BuffersAsync(buffers, cancellationToken);
        }
    }

    public async Task OriginalsAsync(ImmutableArray<OriginalText> originals, CancellationToken cancellationToken)
    {
        if (await this.ConnectAsync(cancellationToken) is { Running: { } connected })
        {
            await connected.Client.Engine.OriginalsAsync(originals, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref this.isDisposed, 1) == 1)
        {
            return;
        }

        await this.life.CancelAsync();
        if (this.loading is { } load)
        {
            await Task.WhenAny(load);
        }

        await this.gate.WaitAsync(CancellationToken.None);
        await this.EndAsync();
        await this.fixes.DisposeAsync();
        this.gate.Dispose();
        this.life.Dispose();
    }

    private async Task<CodeAnswer> AskAsync(Func<ICodeEngine, Task<CodeAnswer>> ask, CancellationToken cancellationToken)
    {
        var (connected, failure) = await this.ConnectAsync(cancellationToken);
        if (connected is null)
        {
            return failure!;
        }

        var answer = await ask(connected.Client.Engine);
        await this.NoteAsync(connected, answer.Error);
        return answer;
    }

    private async Task<EditProposal> ProposeAsync(Func<ICodeEngine, Task<EditProposal>> propose, CancellationToken cancellationToken)
    {
        var (connected, failure) = await this.ConnectAsync(cancellationToken);
        if (connected is null)
        {
            return new EditProposal("") { Refusal = failure };
        }

        var proposal = await propose(connected.Client.Engine);
        await this.NoteAsync(connected, proposal.Refusal?.Error);
        return proposal;
    }

    /// <summary>A worker that answers nothing in time any more is stuck in something that cannot be cancelled: the next question gets another one.</summary>
    private async Task NoteAsync(Running connected, CodeError? error)
    {
        if (error != CodeError.Deadline)
        {
            connected.LateAnswers = 0;
        }
        else if (++connected.LateAnswers >= MostLateAnswers)
        {
            connected.Client.Dispose();
            await connected.Process.DisposeAsync();
        }
    }

    private async Task<(Running? Running, CodeAnswer? Failure)> ConnectAsync(CancellationToken cancellationToken)
    {
        await this.gate.WaitAsync(cancellationToken);
        try
        {
            if (this.running is { Client.Completion.IsCompleted: false } alive)
            {
                return (alive, null);
            }

            var tail = await this.EndAsync();
            if (!this.MayStart())
            {
                return (null, CodeAnswer.Failed(CodeError.Failed, $"the C# worker keeps ending{tail}; text tools still work, tell the user (editor-agent doctor says what it needs)"));
            }

            this.running = await this.StartAsync(cancellationToken);
            this.Restarted?.Invoke();
            return (this.running, null);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return (null, CodeAnswer.Failed(CodeError.Failed, $"the C# worker could not be started ({failure.Message}); text tools still work"));
        }
        finally
        {
            this.gate.Release();
        }
    }

    private async Task<Running> StartAsync(CancellationToken cancellationToken)
    {
        var process = await this.place.StartReadingAsync([WorkerKind.CodeHost], cancellationToken);
        try
        {
            var parameters = new InitializeParams(this.place.Roots, this.place.CacheDirectory) { MemoryCeiling = this.place.MemoryCeiling };
            var client = await CodeHostClient.StartAsync(process.Output, process.Input, parameters, this.place.Time, this.logger, cancellationToken);
            var started = new Running(process, client);
            client.StatusChanged += status => this.Take(started, status);
            return started;
        }
        catch (IOException failure)
        {
            await process.DisposeAsync();
            throw new IOException($"{failure.Message}{LastWordsOf(process)}", failure);
        }
        catch (Exception)
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <returns>What the ended worker said last, as a clause.</returns>
    private async Task<string> EndAsync()
    {
        if (this.running is not { } old)
        {
            return "";
        }

        this.running = null;
        old.Client.Dispose();
        await old.Process.DisposeAsync();
        return LastWordsOf(old.Process);
    }

    private static string LastWordsOf(HostedProcess process) => process.ErrorTail.LastOrDefault(line => !line.StartsWith("   ", StringComparison.Ordinal)) is { } last ? $" ({last})" : "";

    private bool MayStart()
    {
        var now = this.place.Time.GetTimestamp();
        this.starts.RemoveAll(start => this.place.Time.GetElapsedTime(start, now) > StartWindow);
        if (this.starts.Count >= MostStarts)
        {
            return false;
        }

        this.starts.Add(now);
        return true;
    }

    private async Task<CodeAnswer?> LoadNowAsync(TrustedWorkspace trusted, CancellationToken cancellationToken)
    {
        try
        {
            var (connected, failure) = await this.ConnectAsync(cancellationToken);
            if (connected is null)
            {
                return failure;
            }

            // What the worker knew before the loader began tells it whether the load is already out of date when it comes.
            var status = connected.Client.Status;
            if (status.NeedsReload.IsEmpty && this.loads.Earlier() is { } earlier && await connected.LoadAsync(earlier, cancellationToken))
            {
                return null;
            }

            var loaded = await this.loads.LoadAsync(trusted, status.NeedsReload, new Relay<string>(text => this.progress = text), cancellationToken);
            if (loaded.Failure is { } reason)
            {
                return CodeAnswer.Failed(CodeError.NotLoaded, reason);
            }

            return await connected.LoadAsync(loaded with { Generation = status.Generation }, cancellationToken)
                ? null
                : CodeAnswer.Failed(CodeError.Failed, $"the C# worker could not take over the solution{LastWordsOf(connected.Process)}; ask again");
        }
        finally
        {
            this.progress = "";
        }
    }

    /// <summary>Project files have changed: what depends on them is loaded again, if the workspace is trusted as it is now; otherwise the next question asks.</summary>
    private void Take(Running from, CodeHostStatus status)
    {
        if (status.NeedsReload.IsEmpty || !from.HasSolution || this.trust is not { } known)
        {
            return;
        }

        lock (this.starts)
        {
            if (this.loading is { IsCompleted: false } || this.life.IsCancellationRequested)
            {
                return;
            }

            this.loading = Task.Run(
                async () => await known.CheckAsync(this.life.Token) is TrustCheck.Trusted(var trusted)
                    ? await this.LoadNowAsync(trusted, this.life.Token)
                    : CodeAnswer.Failed(CodeError.Untrusted, "project files have changed, and the workspace is not trusted as it is now"),
                CancellationToken.None);
        }
    }

    /// <summary>One worker process and the connection to it.</summary>
    private sealed class Running(HostedProcess process, CodeHostClient client)
    {
        public HostedProcess Process => process;

        public CodeHostClient Client => client;

        public bool HasSolution { get; private set; }

        public int LateAnswers { get; set; }

        public async Task<bool> LoadAsync(StoredLoad loaded, CancellationToken cancellationToken)
        {
            var status = await client.LoadAsync(new LoadParams(loaded.Path!, IsTrusted: true, loaded.Generation, loaded.StartedAt), cancellationToken);
            return this.HasSolution = status is not null;
        }
    }
}
