using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Connections;

/// <summary>What one request of the caller may take, over all its rounds: it is stopped by the caller, by silence, or by its whole time.</summary>
internal sealed class RequestRun : IDisposable
{
    private readonly CallOptions options;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource idle;
    private readonly CancellationTokenSource total;
    private readonly CancellationTokenSource either;
    private readonly ProgressReports? reports;
    private int questions;

    public RequestRun(CallOptions options, TimeProvider time, CancellationToken caller)
    {
        this.options = options;
        this.caller = caller;
        this.idle = new CancellationTokenSource(options.IdleLimit, time);
        this.total = new CancellationTokenSource(options.TotalLimit, time);
        this.either = CancellationTokenSource.CreateLinkedTokenSource(caller, this.idle.Token, this.total.Token);
        this.reports = options.Progress is { } progress ? new ProgressReports(progress, time) : null;
    }

    public CancellationToken Stopped => this.either.Token;

    public Action<string>? TaskBegan => this.options.TaskBegan;

    public Action? TaskOver => this.options.TaskOver;

    public ServerQuestions? Questions => this.options.Questions;

    /// <summary>Told when the server has taken a request up that it answers only at its end.</summary>
    public Action? Heard { get; set; }

    public void Progressed(CallProgress progress)
    {
        this.SignOfLife();
        this.reports?.Take(progress);
    }

    public void SignOfLife()
    {
        if (Volatile.Read(ref this.questions) == 0)
        {
            this.idle.CancelAfter(this.options.IdleLimit);
        }
    }

    /// <summary>While the user thinks, the server is not silent.</summary>
    public void BeginQuestion()
    {
        if (Interlocked.Increment(ref this.questions) == 1)
        {
            this.idle.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void EndQuestion()
    {
        if (Interlocked.Decrement(ref this.questions) == 0)
        {
            this.idle.CancelAfter(this.options.IdleLimit);
        }
    }

    /// <summary>What to throw when it was stopped: the caller's own cancellation, or the limit that ran out.</summary>
    public Exception Reason(string server, bool wasSent)
    {
        if (this.caller.IsCancellationRequested)
        {
            return new OperationCanceledException(this.caller);
        }

        return new ServerException(ServerFailureKind.TimedOut, this.total.IsCancellationRequested
            ? $"The server {server} was not done after {Spoken(this.options.TotalLimit)}."
            : $"The server {server} gave no sign of life for {Spoken(this.options.IdleLimit)}.")
        {
            WasSent = wasSent,
        };
    }

    public void Dispose()
    {
        this.reports?.Dispose();
        this.either.Dispose();
        this.idle.Dispose();
        this.total.Dispose();
    }

    private static string Spoken(TimeSpan limit) => limit >= TimeSpan.FromMinutes(2) ? $"{limit.TotalMinutes:0.#} minutes" : $"{limit.TotalSeconds:0.#} seconds";
}
